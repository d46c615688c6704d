// Where the page of a thing is: as `local_path` in kg/server/page_links.py says it.

const BASE = "https://w3id.org/cable-kg/", ONTOLOGY = BASE + "ontology#";

/**
 * Return the address of the page of an IRI on this server.
 * @param {string} iri
 */
export const pathOf = (iri) => {
  if (iri.startsWith(ONTOLOGY)) return "/ontology#" + iri.slice(ONTOLOGY.length);
  if (iri.startsWith(BASE) && /^[a-z]+\/./.test(iri.slice(BASE.length)) && !iri.startsWith(BASE + "local/graph/")) return "/" + iri.slice(BASE.length);
  return "/thing?iri=" + encodeURIComponent(iri);
};
