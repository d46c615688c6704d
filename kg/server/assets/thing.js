// Lights the place that the address names (#char=12,34, RFC 5147): every piece of the text that lies in it.

const light = () => {
  document.querySelectorAll(".whole .lit").forEach((piece) => piece.classList.remove("lit"));
  const found = /^#char=(\d{1,12}),(\d{1,12})$/.exec(decodeURIComponent(location.hash.replace(/%(?![0-9a-f]{2})/gi, "%25")));
  if (!found) return;
  const start = Number(found[1]), end = Number(found[2]);
  const text = document.querySelector(".whole");
  if (!text) return;
  let first = null;
  for (const piece of /** @type {NodeListOf<HTMLElement>} */ (text.querySelectorAll("[data-start]"))) {
    if (Number(piece.dataset.start) < end && Number(piece.dataset.end) > start) {
      piece.classList.add("lit");
      first = first || piece;
    }
  }
  if (first) first.scrollIntoView({ block: "center" });
};
for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("button.copy"))) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const text = button.parentElement?.querySelector("pre");
    if (!text) return;
    try {
      await navigator.clipboard.writeText(text.textContent || "");
    } catch {
      getSelection()?.selectAllChildren(text);
      document.execCommand("copy");
    }
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = "Copy"; }, 1500);
  });
}
addEventListener("hashchange", light);
light();
document.documentElement.dataset.ready = "yes";
