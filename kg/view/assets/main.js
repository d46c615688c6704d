// Everything in its order; `data-ready` tells a test, or a person with an inspector, that the page is usable.

setUpPicture();
setUpLegend();
setUpSearch();
setUpPanel();
setUpTable();
setUpAddress();
document.documentElement.dataset.ready = "yes";
