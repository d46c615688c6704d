// Everything in its order (the legend before the picture, whose room it takes); `data-ready` tells a test, or a person with an inspector, that the page is usable.

import { nodeAt } from "./address.js";
import { openNode } from "./choice.js";
import { byId } from "./elements.js";
import { setUpLegend } from "./legend.js";
import { setUpPanel } from "./panel.js";
import { picture, setUpPicture } from "./picture.js";
import { setUpAddress } from "./reopening.js";
import { setUpSearch } from "./search.js";
import { setUpTable } from "./table.js";
import { setUpTheme } from "./theme.js";

setUpTheme();
setUpLegend();
setUpPanel();
setUpPicture();
setUpSearch();
setUpTable();
setUpAddress();
document.documentElement.dataset.ready = "yes";

// For scripts of the reader's own: where a node stands on the screen, and opening it.
window.cableKg = {
  /** @param {string} iri */
  where(iri) {
    const i = nodeAt(iri);
    if (i === undefined) return null;
    const { x, y } = picture.network.canvasToDOM(picture.network.getPosition(i));
    const frame = byId("picture").getBoundingClientRect();
    return { x: frame.left + x, y: frame.top + y };
  },
  /** @param {string} iri */
  open(iri) {
    const i = nodeAt(iri);
    if (i !== undefined) openNode(i);
  },
};
