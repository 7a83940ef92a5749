// What the scripts of an answer share: each adds its functions to `whydenied.answer`. Not part of any site.
import type { Edit, Finding, Layer, Lead, Policy, Verdict } from "../report.d.ts";

declare global {
  /** What the scripts of an answer share. */
  interface WhydeniedAnswer {
    utf16(text: string, points: number[]): (point: number) => number;
    blotted(text: string, spans: number[][]): string;
    part(key: string, ...children: Node[]): HTMLElement;
    list(tag: "ol" | "ul", name: string, lines: string[]): HTMLElement;
    /** A sentence, its code as code elements. */
    /** A command whose words are not broken after their hyphens. */
    unbroken(command: string): (Node | string)[];
    prose(sentence: string): (Node | string)[];
    /** A name with line break opportunities. */
    broken(name: string): (Node | string)[];
    /** Marks an element as English on a page of another language. */
    english<T extends HTMLElement>(element: T): T;
    button(name: string, words: string, act: () => void): HTMLButtonElement;
    /** A button that copies what *source* shows; *what* tells it from others to who can't see its place. */
    copyButton(
      widget: WhydeniedWidget,
      source: () => HTMLElement,
      what: string,
      label?: string,
    ): HTMLButtonElement;
    /** Ties elements of the same slot together, within these roots. */
    light(...roots: HTMLElement[]): void;
    read(view: WhydeniedView): HTMLElement;
    phrases(sentence: string, denial: WhydeniedView["denial"]): (Node | string)[];
    choice(view: WhydeniedView): HTMLElement;
    verdict(view: WhydeniedView, verdict: Verdict): HTMLElement;
    path(layers: Layer[]): HTMLElement[];
    policies(view: WhydeniedView): HTMLElement;
    /** A form for a call, which the pasted policies decide. */
    trial(view: WhydeniedView): HTMLDetailsElement;
    /** How many findings of which severity, in words. */
    counts(findings: Finding[]): HTMLElement;
    /** The findings in words, with what to do. */
    findings(view: WhydeniedView, policy: Policy, number: number): HTMLElement;
    /** The most severe of the findings' severities. */
    worst(findings: Pick<Finding, "severity">[]): Finding["severity"];
    /** A sign for each severity, so that colour is not all that shows it. */
    SIGNS: Record<Finding["severity"], string>;
    /**
     * Puts edits into the box and checks again. Of edits that overlap only the first: the next check offers
     * the rest.
     */
    apply(view: WhydeniedView, edits: Edit[], place: "fix" | "policies", ...focus: string[]): void;
    /** That the text was changed, with the way back, in the place where that was done; nothing elsewhere. */
    changed(view: WhydeniedView, place: "fix" | "policies", ...focus: string[]): HTMLElement[];
    /** The text of a policy; its lines are put into *made* by number. */
    code(view: WhydeniedView, policy: Policy, number: number, made: Map<number, HTMLElement>): HTMLElement;
    /** The lines that an edit touches, before and after. */
    change(view: WhydeniedView, edit: Edit): HTMLElement;
    /** The fixes, and the request to the administrator. */
    fixes(view: WhydeniedView): HTMLElement;
    /** A part that is closed at first, and stays as the reader left it when the answer is drawn again. */
    fold(widget: WhydeniedWidget, key: string, title: string, ...children: Node[]): HTMLDetailsElement;
    /** The answer's first sentence, and a further one or the empty string. */
    result(view: WhydeniedView): [string, string];
    /** Whether a policy of somebody can help: not with credentials that expired, say. */
    policiesHelp(report: WhydeniedReport): boolean;
    /** What to paste next and the sections that may help, where the paste says too little; else nothing. */
    next(view: WhydeniedView): HTMLElement[];
    /** The sections near a denial of which the paste says no more than that; else nothing. */
    nearest(view: WhydeniedView): Lead[];
    /** The section that answers, brought into the page and filled in for the denial of the view. */
    here(view: WhydeniedView, lead: WhydeniedTarget): HTMLElement;
    /** Puts the reader's action into a section's policies and simulations. Returns the marks. */
    actions(
      codes: Element[],
      action: string,
    ): { mark: HTMLElement; word: string; name: string; slot: string }[];
    section: {
      /** The last answer, for the section that it leads to. */
      answered: {
        summary: string;
        names: WhydeniedNames;
        action?: string | null;
        form?: string | null;
      };
      /** Fills the section in with the reader's names, and docks the answer beside it. */
      open(heading: HTMLElement): void;
      /** Removes the reader's names from the page. */
      forget(): void;
      /** Shows the message that a copied link was made from, by its mark in the link. */
      point(heading: HTMLElement, mark: string): void;
    };
    /** Fills in a section with the reader's own names. Returns how to undo it. */
    filled(heading: HTMLElement, names: WhydeniedNames, action?: string | null): () => void;
    /** Offers the second box where it would help; or makes the one of a kind, with what is to stand in it. */
    second(widget: WhydeniedWidget, report: WhydeniedReport, kind?: string, words?: string): void;
    /** The text of both boxes, as one paste. */
    joined(widget: WhydeniedWidget): string;
    /**
     * Where the texts of two boxes part in such a paste: the end of the first and the start of the last; null
     * for one box.
     */
    seam(widget: WhydeniedWidget, text: string): number[] | null;
    /** Puts such a paste back into the two boxes. */
    parted(widget: WhydeniedWidget, text: string): void;
    /** The bytes that some bytes unpack to. Throws for broken ones, and for more than *most*. */
    unpacked(packed: Blob, format: CompressionFormat, most: number): Promise<Uint8Array<ArrayBuffer>>;
    /** The answer to be passed on: as Markdown, and as a link. */
    share(view: WhydeniedView): HTMLDetailsElement;
    /** Checks the paste of a copied link. */
    opened(widget: WhydeniedWidget, packed: string): Promise<void>;
    /** Reads files into a box, and checks them. */
    dropped(widget: WhydeniedWidget, files: File[], box: HTMLTextAreaElement): Promise<void>;
  }
}
