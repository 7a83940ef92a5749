// Types that the scripts of the page share. Not part of any site.
import type { Denial, Lead, Policy, Report } from "./report.d.ts";

declare global {
  type WhydeniedReport = Report;

  /** A call that the reader makes up, for the pasted policies to decide. */
  interface WhydeniedRequest {
    action: string;
    resource: string;
    /** Who calls; the empty string for somebody of the resource's account. */
    principal: string;
    /** Condition keys of the call, each with its values. */
    context: Record<string, string[]>;
  }

  /** What the pasted policies say of such a call; verdict/trial.py has the meaning of each. */
  interface WhydeniedTrial {
    outcome: "allowed" | "denied" | "not-allowed" | "not-limited" | "depends" | "cannot-tell";
    why: string[];
    span: [start: number, end: number] | null;
    statement: number | null;
    missing_keys: string[];
  }

  /**
   * The reader's choices beside the paste: the type of each policy (null: detect it), context keys of the
   * request, and the number of the denial to fix (null: the first).
   */
  interface WhydeniedChoices {
    types: Policy["type"][];
    context: Record<string, string>;
    chosen: number | null;
  }

  /** A section of the guide to link to; its address is relative to the root of the site. */
  type WhydeniedTarget = Pick<Lead, "title" | "url">;

  /** The reader's own names, by what the guide's examples call them. */
  type WhydeniedNames = Denial["names"];

  /** The widget as the drawing of an answer sees it. */
  interface WhydeniedWidget extends HTMLElement {
    readonly box: HTMLTextAreaElement;
    readonly answer: HTMLElement;
    choices: WhydeniedChoices;
    /** The text to check: that of the box, joined with that of the second box. */
    text: string;
    /** The second box with its frame; null before there is one. */
    more: HTMLElement | null;
    readonly second: string;
    /** The texts before each applied edit, oldest first. */
    earlier: string[];
    typed(): void;
    /** Forgets its answer, before it is taken away. */
    forget(): void;
    take(text: string, types?: WhydeniedChoices["types"]): void;
    /** Shows a sentence in place of an answer, and announces it. */
    note(key: string, values?: Record<string, string | number>, name?: string): void;
    /**
     * Checks again after the reader has changed something; focuses the first of these controls that exists.
     */
    again(...keys: string[]): void;
    /** Shows why there is no answer. */
    fail(error: unknown): void;
    /** Announces a sentence to screen readers. */
    announce(sentence: string): void;
  }

  /** What the parts of one answer share. */
  interface WhydeniedView {
    widget: WhydeniedWidget;
    report: WhydeniedReport;
    text: string;
    /** The text with its secrets as dots; offsets are the same. */
    shown: string;
    /** The denial that is shown. */
    denial: Denial | undefined;
    /** Maps an offset of the report, in code points, to one of the text. */
    at(point: number): number;
    /**
     * Where the texts of two boxes part: the end of the first and the start of the last; null for one box.
     */
    seam: number[] | null;
    /** Maps a line number of the text to one of its box. */
    boxLine(line: number): number;
    /** The line on which a statement begins, or null when unknown. */
    lineOf(policy: number, statement: number): number | null;
    /** Opens a policy and brings one of its lines, or the policy, into view. */
    reveal(policy: number, line: number | null): void;
  }

  /**
   * How far the runtime has come: bytes of a total known beforehand, then Python starting, then the checker
   * reading.
   */
  interface WhydeniedProgress {
    loaded: number;
    total: number;
    stage: "loading" | "starting" | "reading";
  }

  /** Why no answer came; each has its sentence, `failure.` and the code in the texts, but `incomplete`: a new
   * worker that starts with all of Python can answer. */
  type WhydeniedFailureCode =
    | "no-wasm"
    | "no-worker"
    | "blocked"
    | "trusted-types"
    | "sandbox"
    | "needs-server"
    | "missing-file"
    | "page-instead"
    | "server"
    | "wrong-type"
    | "damaged"
    | "offline"
    | "stalled"
    | "timeout"
    | "memory"
    | "crashed"
    | "incomplete";

  /** What a failure's sentence names: the file, its status, its type. */
  type WhydeniedFailureValues = Record<string, string | number>;

  /** The reason why there is no answer. */
  type WhydeniedFailure = Error & { code: WhydeniedFailureCode; values: WhydeniedFailureValues };

  /** A file to load. */
  interface WhydeniedFile {
    /** Its name, which carries the digest of its content. */
    file: string;
    /** The address that the name is relative to. */
    base: string | URL;
    /** Milliseconds to wait for its next byte. */
    stall: number;
    /** Whether the browser is to run or apply it, so that it needs the right type. */
    run?: boolean;
    onBytes?: (loaded: number) => void;
  }

  /** What the page and its worker share to load files. */
  interface WhydeniedLoading {
    failure(code: WhydeniedFailureCode, values?: WhydeniedFailureValues): WhydeniedFailure;
    known(error: unknown, code?: WhydeniedFailureCode, values?: WhydeniedFailureValues): WhydeniedFailure;
    /** Whether a file's name states this digest. */
    states(file: string, digest: ArrayBuffer): boolean;
    /** Whether bytes have the digest that a file's name states. */
    isWhole(bytes: Uint8Array<ArrayBuffer>, file: string): Promise<boolean>;
    /**
     * Loads and verifies a file, once more past the cache when something is wrong with it. *use* may begin to
     * use the response while it arrives.
     */
    load<Used>(
      request: WhydeniedFile,
      use?: (response: Response) => Promise<Used>,
    ): Promise<{ content: Uint8Array<ArrayBuffer>; used: Used | undefined }>;
    /** The directive of a security policy that blocked an address, if one did. */
    blockedBy(address: string): Promise<string | undefined>;
  }

  /** The configuration that the plugin puts before the scripts. */
  interface WhydeniedSite {
    mode: "http" | "embed";
    /** Logical name to file name, relative to the script. */
    files: Record<string, string>;
    /** Logical name to the number of its part files; `{i}` in the file name stands for the part. */
    embed: Record<string, number>;
    /** The same for files that are loaded only when a paste needs them. */
    later: Record<string, number>;
    /** Logical name to its size in bytes as it counts towards the progress. */
    sizes: Record<string, number>;
    texts: Record<string, string>;
    /** Whether the section comes under the answer, or the page goes to the section. */
    follow: "here" | "page";
    /**
     * Sections to offer where a paste says too little to lead to one: for the words of a paste, or always.
     */
    perhaps: (WhydeniedTarget & { words: string[] })[];
    /** The section with the table of common errors. */
    common: WhydeniedTarget | null;
    /** Where the guide's addresses start, from the folder of our own files. */
    root: string;
    /** The HTML of a checker, for a page that has none, and for a place that the build left empty. */
    widget: string;
    /** Pastes to try: the kind of each, which names its button. */
    chips: string[];
    /** Their texts by kind; like the next three they come with the answer's script. */
    pastes: Record<string, string>;
    /** The names in the guide's examples, by slot. */
    examples: Record<string, string>;
    /** The `info` of Pyodide's lock file. */
    info: import("pyodide").LockfileInfo;
  }

  /** Messages of the page to the worker. */
  type WhydeniedOrder =
    | {
        type: "start";
        files: Record<string, string>;
        sizes: Record<string, number>;
        info: import("pyodide").LockfileInfo;
        /** Milliseconds to wait for the next byte of a file. */
        stall: number;
        /** Whether to start Python with both halves of its module. */
        whole: boolean;
      }
    | { type: "lost"; name: string; code: WhydeniedFailureCode; values: WhydeniedFailureValues }
    | { type: "part"; name: string; text: string; last: boolean }
    | { type: "ask"; id: number; text: string; options: string };

  /** Messages of the worker to the page. */
  type WhydeniedNews =
    | { type: "progress"; name: string; loaded: number }
    | { type: "starting" }
    | { type: "ready" }
    | { type: "failed"; code: WhydeniedFailureCode; values?: WhydeniedFailureValues }
    | { type: "need"; name: string }
    | { type: "answer"; id: number; report: string }
    | { type: "unanswered"; id: number; code: WhydeniedFailureCode; values?: WhydeniedFailureValues };

  /** The one object that the scripts put on the window. */
  interface Whydenied {
    ask(
      text: string,
      options?: Partial<WhydeniedChoices> & {
        onProgress?: (progress: WhydeniedProgress) => void;
        /** The policies of the text decide this call; the answer is a trial then. */
        request?: WhydeniedRequest;
      },
    ): Promise<WhydeniedReport>;
    warm(): void;
    /** Loads the scripts and the style of answers. */
    dress(): Promise<unknown>;
    /** Shared by the scripts of the page: texts, elements, links. */
    page: {
      say(key: string, values?: Record<string, string | number>): string;
      make<Tag extends keyof HTMLElementTagNameMap>(
        tag: Tag,
        name: string,
        ...children: (Node | string)[]
      ): HTMLElementTagNameMap[Tag];
      /** How long the history was when a section's link was followed. */
      left: number;
      /** Query parameter of a copied link: a hash of the message form that led to the section. */
      MESSAGE: string;
      /** Start of the fragment of a copied link that holds a paste. */
      PASTE: string;
      tryButton(words: string, act: () => void): HTMLButtonElement;
      /** Whether the checker of this page and number has answered something. */
      answered(key: string): boolean;
      /** The page's checker; where it has none, one is made. */
      checker?(): WhydeniedWidget;
      /** Puts a button beside every sample of a page that has a widget. */
      offerSamples(): void;
      sectionLink(section: WhydeniedTarget, name?: string): HTMLAnchorElement;
    };
    /**
     * Draws an answer; it comes with the runtime. Returns what to show, and the link to the section that
     * answers.
     */
    drawn(
      widget: WhydeniedWidget,
      report: WhydeniedReport,
      text: string,
    ): { parts: Node[]; link: HTMLAnchorElement | null };
    /** The parts of its drawing. */
    answer: WhydeniedAnswer;
    /** What the page's side of the worker needs to load it. */
    files: {
      /** Milliseconds without a byte of a file. */
      stall: number;
      /** The address of a script, as Trusted Types take it. */
      script(address: string | URL): string;
      /** What kept us from an answer, as a failure that has a sentence. */
      cause(error: unknown): WhydeniedFailure;
      /** Where the worker's code lies, verified, and how it is started. */
      worker(): Promise<{ address: string; options: WorkerOptions }>;
      /** Asks for parts past the cache from now on. */
      pastCache(): void;
    };
    /** Loads one part of an embedded file. */
    piece(name: string, index: number | string): Promise<string>;
    /** HTML that the build wrote, for a page under Trusted Types. */
    html(text: string): string;
    /** The folder of our own files. */
    home: URL;
    /** The root of the site; addresses in the guide index are relative to it. */
    siteRoot: URL;
    /** Gives a shadow root the styles of a widget in it. */
    clothe(root: ShadowRoot): void;
    /** Takes a part of an embedded file; the part scripts call it. */
    part(name: string, index: number | string, text: string): void;
    /** The browser's own Worker, from before a shim replaced it. */
    NativeWorker?: typeof Worker;
  }

  interface Window {
    whydeniedLoading: WhydeniedLoading;
    /** SHA-256 where the browser hides its own; only workers have it. */
    whydeniedDigest?: (bytes: Uint8Array) => ArrayBuffer;
    whydenied?: Whydenied;
    whydeniedSite: WhydeniedSite;
    /** Material's instant navigation: emits when a page is in the document. */
    document$?: { subscribe(act: () => void): unknown };
    /** In browsers that can demand Trusted Types. What a policy returns takes the place of a string. */
    trustedTypes?: { createPolicy(name: string, rules: WhydeniedTrust): WhydeniedTrust };
  }

  interface WhydeniedTrust {
    createScriptURL(address: string): string;
    createHTML(html: string): string;
  }
}
