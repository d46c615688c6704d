// What stands beside the facts: the thread of a cable, and what is not here of a post.

import { SERVED } from "./data.js";
import { badge, bdi, el, plural } from "./elements.js";

/**
 * The cables of a thread by date. `link` makes an element of a member; `open`, if any, leads to its picture.
 * @param {Thread} thread
 * @param {(member: Member) => boolean} isThis
 * @param {(member: Member) => Child} link
 * @param {Child} open
 */
export function threadSection(thread, isThis, link, open) {
  const items = thread.members.map((member) => el("li", { class: "fact", "aria-current": isThis(member) ? "true" : null },
    el("span", { class: "date" }, member.date || "no date"), " ", link(member), member.held ? null : el("span", { class: "quiet" }, " not held"),
    member.subject ? el("div", { class: "subject" }, bdi(member.subject)) : null));
  return el("section", { class: "group thread" }, el("h3", {}, "Thread", el("span", { class: "count" }, plural(thread.members.length, "cable", "cables"))),
    el("p", { class: "quiet" }, badge("inferred", "Concluded"), " References that follow each other soon join these cables."),
    el("ul", {}, ...items), open);
}

const GAP_ROWS = 12;

/**
 * What is here of a post's numbers, year by year: held, referred to, and the ranges that no cable here has.
 * @param {string} post
 * @param {Year[] | null} years
 */
export function coverageSection(post, years) {
  if (!years) return null;
  if (!years.length) return el("p", { class: "quiet" }, "Which of its numbers are not here: ", SERVED ? el("a", { href: "/post/" + post + "#coverage" }, "on its page") : el("code", { class: "command" }, "kg stats --coverage --post " + post));
  /** @param {Year} _0 */
  const line = ([year, highest, held, referred, beyond, gaps, ranges]) => {
    const unknown = highest - held - referred;
    const said = [highest ? held.toLocaleString("en") + " of at most " + highest.toLocaleString("en") : "none held",
      referred ? referred.toLocaleString("en") + " known only from references" : "", beyond ? beyond.toLocaleString("en") + (highest ? " referred to above the highest held" : " referred to") : ""].filter(Boolean).join(" · ");
    const list = ranges.map(([from, to]) => (from === to ? String(from) : from + "–" + to)).join(", ") + (gaps > ranges.length ? " … and " + (gaps - ranges.length).toLocaleString("en") + " more" : "");
    const bar = el("meter", { min: 0, max: highest || 1, value: held, "aria-hidden": "true" });
    return el("li", { class: "year", "data-year": year }, el("strong", {}, String(year)), " ", said, bar,
      unknown ? el("div", { class: "quiet" }, plural(unknown, "number", "numbers") + " not here: " + list) : null);
  };
  const rows = years.slice().sort((a, b) => b[2] - a[2] || b[0] - a[0]).slice(0, GAP_ROWS).sort((a, b) => a[0] - b[0]);
  const list = el("ul", { class: "years" }, ...rows.map(line));
  const more = years.length > rows.length ? el("button", { type: "button", class: "small", click: (event) => { list.replaceChildren(...years.map(line)); event.currentTarget.remove(); list.tabIndex = -1; list.focus(); } }, "All " + years.length + " years") : null;
  return el("details", { class: "fold coverage" }, el("summary", {}, "What is not here"),
    el("p", { class: "quiet" }, "Posts number their cables from 1 every year. Numbers below the highest held that no cable here has are a gap in what is here: no proof that such a cable was sent, unless another refers to it, and no sign that the post was silent."),
    list, more, el("p", { class: "quiet" }, "All gaps of a year: ", el("code", { class: "command" }, "kg stats --coverage --post " + post + " --year " + rows[rows.length - 1][0])));
}
