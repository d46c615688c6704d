// What the scripts of the pages work with, for TypeScript, which checks them. `kg/page/page_data.py` writes NetworkData,
// `kg/page/overview_page.py` OverviewData; the rest is made in the page.

type Shape = "box" | "dot" | "square" | "triangle" | "diamond" | "hexagon";
type Theme = "light" | "dark";
type Point = { x: number; y: number };
type Box = { left: number; right: number; top: number; bottom: number };

/** A kind of node: its names, its looks, and how many there are (of a page that draws all). */
type NodeKind = {
  code: string; label: string; plural: string; shape: Shape; dashed: boolean; radius: number; count: number;
  light: [fill: string, border: string]; dark: [fill: string, border: string];
};
/** A kind of arrow: the role it stands for, its names seen from either end, its looks; `source` is the kind of thing that it goes from. */
type EdgeKind = {
  code: string; role: string; label: string; plural: string; back: string; source: string; count: number; width: number;
  dashes: number[]; head: string; light: string; dark: string;
};

// ---- Making elements

/** An event as a listener of an element gets it: by what was pressed, changed or typed. */
type Pressed = KeyboardEvent & PointerEvent & { currentTarget: HTMLElement; target: HTMLInputElement & HTMLSelectElement };
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: Pressed) => void)>;
type Child = Node | string | null | undefined;

/** The elements of the pages that are not plain ones, by their ids. */
type Ids = {
  search: HTMLInputElement; "time-from": HTMLInputElement; "time-to": HTMLInputElement; "table-details": HTMLDetailsElement;
  ask: HTMLFormElement; sparql: HTMLTextAreaElement; format: HTMLSelectElement; theme: HTMLButtonElement;
};

// ---- Citing (kg/store/citation_forms.py)

type CiteForm = string | CiteSteps;
/** What is done (`if`, `join`, `all`, `first`), and with which forms. */
interface CiteSteps extends Array<CiteForm> {}
type CiteFields = Record<string, string>;
/** A part as a citation names it; `pages` are its pages (`2–3`) and what has them (` of the telegram`). */
type CitedPart = { fragment: string; words: string; pages?: [pages: string, paged: string] };
type CiteForms = {
  chicago: CiteForm; bibtex: [name: string, how: "bare" | "as it is" | "name" | "words", form: CiteForm][]; csl: [name: string, how: string, form: CiteForm][];
  tex: Record<string, string>; opening: [before: string, opening: string];
};

// ---- Beside the facts: threads and coverage

type Member = { node?: number; iri: string; name: string; date?: string; subject?: string; held?: boolean };
type Thread = { iri: string; name: string; members: Member[] };
/** A year of a post: year, highest number held, how many are held, referred to, and referred to beyond it, gaps, and these. */
type Year = [year: number, highest: number, held: number, referred: number, beyond: number, gaps: number, ranges: [from: number, to: number][]];

// ---- The combobox

type Search = { found: unknown[]; at: number; show: () => void; take: (place: number) => void };

// ---- The page of a graph that is drawn whole

/** A place in a source text: the number of the copy, code points, and the page in words where the copy has pages. */
type Place = [copy: number, from: number, to: number, page?: string];
type Repair = { rule: string; raw: string; readAs: string; unsure: boolean; at: Place[] };
type Correction = { field?: string; value?: string; textSays?: string; author?: string; reason?: string; date?: string };
type Fact = {
  role: string; label: string; value: string; node?: number; link?: string; iri?: string; details?: [name: string, value: string][];
  evidence?: Place[]; repairs?: Repair[]; doubts?: string[]; inferred?: string; corrections?: Correction[];
};
type GraphNode = {
  iri: string; kind: string; name: string; code?: string; subject?: string; date?: string; when?: string; facts?: number[];
  cite?: CiteFields; citedPages?: Record<string, [pages: string, paged: string]>; thread?: number; years?: Year[]; fetched?: boolean;
};
type GraphEdge = { from: number; to: number; kind: string; facts: number[]; fetched?: boolean };
type Copy = { hash: string; name: string; release: string; details?: [string, string][]; text?: string; missing: string };
type DrawnPlace = [x: number, y: number, side: string, label: string, across: number, down: number, width: number, height: number];
type Layout = { places: DrawnPlace[]; bends: number[] };
type DrawnNode = { id: number; group: string; x: number; y: number; size?: number; label?: string };
type DrawnEdge = { id: number; from: number; to: number; kind: string; width: number; dashes?: number[]; arrows?: { to: { enabled: boolean } } };
type CommonData = {
  title: string; counts: string; release: [warning: string, rest: string]; base: string; nodeKinds: NodeKind[]; edgeKinds: EdgeKind[];
  forms: CiteForms;
};
type NetworkData = CommonData & {
  folded: { title: string; roles: string[] }[]; shown: string; focus: number | null; nodes: GraphNode[]; edges: GraphEdge[]; facts: Fact[]; copies: Copy[]; threads: Thread[];
  drawing: { nodes: DrawnNode[]; edges: DrawnEdge[]; options: { groups: Record<string, { shape: Shape }> }; level: Layout; upright: Layout };
};
/** What is chosen in such a page: a node (and whether its text is open), an arrow or a thread, by number. */
type Choice = { node?: number; edge?: number; thread?: number; text?: boolean };
/** How something is opened: `quiet` writes no address, `text` opens the source text, `again` shows it once more. */
type Opening = { quiet?: boolean; focusPanel?: boolean; text?: boolean; again?: boolean };
type Follower = (choice: Choice | null, options: Opening) => void;
type Picture = {
  network: vis.Network; nodes: vis.DataSet; edges: vis.DataSet; selected: Choice | null; near: Set<number> | null;
};
type Asked = { next: number | null; shown: number; total: number; steps: number };
/** What /expand answers (kg/server/neighbours.py). */
type FetchedNode = { iri: string; kind: string; label: string; held?: boolean; subject?: string; date?: string };
type FetchedEdge = { from: string; to: string; kind: string };
type Expansion = { nodes: FetchedNode[]; edges: FetchedEdge[]; next: number | null; shown: number; total: number };
type IndexEntry = { i: number; name: string; code: string; rest: string; tight: string };
type KindSets = { nodes: Set<string>; edges: Set<string> };
type Marked = { number: number; from: number; to: number };
type Repaired = { repair: Repair; from: number; to: number };

// ---- The page of a large graph

type Side = "right" | "left" | "below" | "above";
type Numbers = Uint8Array | Uint16Array | Uint32Array;
/** Lists by row: the numbers of row i are `to[at[i]]` up to `to[at[i + 1] - 1]`. */
type Rows = { at: Uint32Array; to: Numbers };
type LinkName = "action" | "info" | "topics" | "roles" | "references" | "people";
type CodeColumn = "classification" | "precedence" | "release";
type FacetName = "class" | "precedence" | "release";
type Code = [iri: string, name: string, code: string];
type Facet = [name: FacetName, title: string, column: CodeColumn, codes: Code[]];
/** The columns that `unpack` reads, by the names that `kg/page/overview_page.py` gives them. */
type Columns = {
  [name in "date" | "origin" | CodeColumn | "serial" | "station" | "year" | "thread" | "copied" | "released" | "recipient"
    | "peopleMore" | "coveredPost" | "coveredGaps" | "action" | "info" | "topics" | "roles" | "references" | "marked"]: Numbers;
} & {
  [name in "days" | "stations" | "odd" | "subjects" | "people" | "threads" | "sources" | "releaseWords"]: string[];
} & { [lengths: `${string}#`]: Numbers; [hash: `hash${number}`]: Numbers; [covered: `covered_${string}`]: Numbers };
type PlaceRow = [iri: string, name: string, lat?: number, lon?: number];
type OverviewData = CommonData & {
  leftOut: string[]; held: number; total: number; peopleTotal: number; roles: [code: string, label: string, back: string][];
  properties: [role: string, prefixed: string][]; markFields: string[]; markWidth: number; places: PlaceRow[]; topics: Code[]; classifications: Code[]; precedences: Code[]; releases: Code[];
  chart: {
    mapped: boolean; hubs: number[]; ties: [number, number][]; groups: string[]; places: [number: number, x: number, y: number][];
    topics: [number: number, x: number, y: number, group: number][];
  };
  options: { nodes: object }; hashDigits: number; subjectsCut: boolean; manifest: [name: string, count: number, width: number, length: number][];
};
type Corpus = {
  held: number; total: number; ROLES: number; links: Record<LinkName, Rows>; serial: Uint32Array; odd: Uint32Array; marked: Rows;
  people: string[][]; sizes: Record<string, number>; turned: Record<string, Rows>; byLocal?: Map<string, string>; byKey?: Map<string, number>;
  inThread?: Rows; gaps?: Rows;
};
/** A thing: a letter and a number. c12 is a cable, p3 a post or addressee, t4 a topic, o5 a person. */
type Id = string;
type Arrow = { from: Id; to: Id; kind: string };
type Item = [id: Id, weight: number];
type Group = { side: "left" | "right" | "either"; title: string; kind: string; inward: boolean; items: Item[] };
type Chosen = Id | Arrow | null;
type State = {
  view: string; at: Chosen; around: Id | null; path: Id[]; from: string; to: string; facets: Record<FacetName, Set<number>>; topics: Set<Id>;
  posts: Set<Id>; hidden: Set<string>; hiddenArrows: Set<string>; pinned: Set<Id>; without: Set<Id>; open: Set<Id>; most: number; hubs: boolean;
};
type Redraw = { keepView?: boolean; fit?: boolean; legend?: string; sameStep?: boolean };
type SceneNode = { id: Id; x: number; y: number; kind: string; weight: number; side: string; focus?: boolean; room?: number; group?: number };
type SceneEdge = Arrow & { weight: number };
type Heading = { text: string; x: number; y: number; align: "left" | "right" | "center"; group?: number };
type Scene = { nodes: Map<Id, SceneNode>; edges: SceneEdge[]; headings: Heading[]; notes: string[]; map: boolean; columns: boolean; tall: number };
type Label = { text: string; x: number; y: number; size: number; font: string; bold: boolean; node: Id; width: number };
type Overview = {
  network: vis.Network; nodes: vis.DataSet; edges: vis.DataSet; scene: Scene; placed: Label[]; hover: Id | null; heaviest: number;
  strongest: Map<string, number>; changing?: boolean;
};
type GridLine = { line: [number, number, number, number]; name: string; at: [number, number]; align: "left" | "center" };
type FoundRow = { id: Id; text: string; name: string };
type IndexPart = { first: number; starts: Uint32Array; text: string };
/** A column of a table: its code, its heading, what stands in a cell, and by what it is sorted if not by that. */
type Column<T> = [code: string, heading: string, cell: (thing: T) => Node | string, key?: (thing: T) => string | number];

interface Window {
  /** For scripts of the reader's own. */
  cableKg?: { where(iri: string): Point | null; open(iri: string): void; labels?: () => object[]; headings?: () => string[] };
}

// ---- The pages of the server

type AnswerCell = { t: string; v: string; s?: string; d?: string; l?: string } | null;
type Answer = { kind: string; variables: string[]; rows: AnswerCell[][]; query: string; more?: boolean; truth?: boolean };
type PlacedNode = { iri: string; label: string; links: number; x: number; y: number; dx: number; dy: number };
type Term = { name: string; label: string; comment?: string };

// ---- vis-network 9, as far as it is used

declare namespace vis {
  class DataSet {
    constructor(items: object[]);
    add(items: object[]): void;
    update(items: object[]): void;
    clear(): void;
    get(id: string | number | { returnType: string }): any;
  }
  class Network {
    constructor(place: HTMLElement, data: { nodes: DataSet; edges: DataSet }, options: object);
    on(event: string, listener: (given: any) => void): void;
    setOptions(options: object): void;
    setSelection(selection: { nodes: (string | number)[]; edges: (string | number)[] }): void;
    unselectAll(): void;
    moveTo(options: { position?: Point; scale?: number; animation?: object }): void;
    getScale(): number;
    getPosition(id: string | number): Point;
    canvasToDOM(at: Point): Point;
    DOMtoCanvas(at: Point): Point;
    redraw(): void;
  }
}
