// The report as TypeScript. `make types` writes it from the dataclasses of the checker; not part of any site.

export type Span = [start: number, end: number];

/** The answer to one paste. */
export interface Report {
  /**
   * What the paste is; cloudtrail is an error told by a record of CloudTrail, nothing is no access problem of
   * AWS.
   */
  kind: "error" | "policy" | "error+policy" | "cloudtrail" | "nothing";
  /** The id of the section to open; null when nothing is claimed. */
  section: string | null;
  /** The sections that answer the paste, best first. */
  sections: Lead[];
  /** The denials of the paste in order, each once. */
  denials: Denial[];
  /** The policies of the paste and of what was pasted beside it, in order. */
  policies: Policy[];
  /**
   * The number of the denial, from 0, that fixes, request, advice and policy_to_fetch are about: the first,
   * unless another was asked for.
   */
  chosen: number;
  /** What error and policies say of each other; null when one of them is not there. */
  verdict: Verdict | null;
  /** The smallest changes that help with the chosen denial, at most three, best first. */
  fixes: Fix[];
  /**
   * One change for all denials of the paste that an Allow helps; null when it has one denial, or none of them
   * is helped by an Allow.
   */
  together: Fix | null;
  /** A text for the administrator: who, what, which resource, why, and the first fix. */
  request: string | null;
  /** The same without account ids. */
  request_masked: string | null;
  /** Secrets seen in the paste. */
  secrets: Secret[];
  /** What the paste says, in one sentence; empty when nothing is claimed. */
  summary: string;
  /** What to do, a sentence a step, the first step first. */
  advice: string[];
  /** The policy to paste beside the chosen error, when there is none in the paste. */
  policy_to_fetch: Fetch | null;
  /** What was looked for, when nothing was found. */
  looked_for: string | null;
  /**
   * Services of policies, and of denials without a resource, whose data is not at hand, so that nothing is
   * said about their actions; a page loads it then.
   */
  not_loaded: string[];
  schema: "whydenied/report/2";
}

/** A section of the guide that answers the paste. */
export interface Lead {
  /** The id of the section. */
  id: string;
  /** Its title. */
  title: string;
  /** Its address, from the root of the site. */
  url: string;
  /**
   * How sure it is, 0 to 1; below a half it is one of the nearest sections, and may be about something else.
   */
  score: number;
  /** The reason in one sentence. */
  why: string;
}

/** One denial, its values as AWS printed them with wraps and quotes undone. */
export interface Denial {
  /** Who was denied: an ARN, the name of a service or an account. */
  principal: string | null;
  /**
   * The IAM action that was denied, `lambda:InvokeFunction`; of a message that names only the call, the
   * action of that call.
   */
  action: string | null;
  /** The ARN or name of what the call was about; `*` where the message has it. */
  resource: string | null;
  /** Whether no policy allows the call (implicit) or a policy denies it (explicit). */
  effect: "implicit" | "explicit" | null;
  /** The kind of policy that the message names. */
  policy_type:
    | "identity-based"
    | "resource-based"
    | "permissions-boundary"
    | "session"
    | "scp"
    | "rcp"
    | "vpc-endpoint"
    | "trust"
    | null;
  /** The ARN of the policy that the message names. */
  policy_arn: string | null;
  /** The error code, `AccessDeniedException`. */
  error_code: string | null;
  /** The call of the API, `UpdateFunctionCode`. */
  operation: string | null;
  /** The prefix of the service that was called, `lambda`. */
  service: string | null;
  /** The program that printed the message, `botocore` or `terraform`. */
  client: string | null;
  /** The id of the request, which AWS Support asks for. */
  request_id: string | null;
  /**
   * The id that the address in the message carries, under which AWS shows for 24 hours which policy decided.
   */
  authorization_id: string | null;
  /** The reason as `aws sts decode-authorization-message` reads it. */
  encoded_message: string | null;
  /**
   * What has to be allowed: the actions on whole resources that the message, the operation and the facts ask
   * for.
   */
  needs: Need[];
  /** The condition keys that the paste tells of the request, with their values. */
  facts: Partial<Record<string, string[]>>;
  /** The id of the section that answers this denial. */
  section: string | null;
  /**
   * The section's form that the message has, with `{slot}` for what varies; null when something else than a
   * form led to the section.
   */
  form: string | null;
  /** How often the paste holds this denial. */
  count: number;
  /** Where each value stands in the paste: the field's name, and start and end in code points. */
  spans: Partial<Record<string, Span>>;
  /** What in the text led to this reading, a sentence each. */
  why: string[];
  /**
   * The reader's own names, by what a guide's examples call them: `account`, `region`, `function`, `role`,
   * `caller`.
   */
  names: Partial<Record<string, string>>;
  /** What happened, in one sentence; like the next three empty for denials far down a log. */
  summary: string;
  /** Where the sentence holds each value: the field's name, and start and end in code points. */
  summary_spans: Partial<Record<string, Span>>;
  /** What to do, a sentence a step, the first step first. */
  advice: string[];
  /** What the message tells of every kind of policy, in AWS's order; empty when it names none. */
  path: Layer[];
}

/** One policy document found in the paste: its type, the reason for it, and what was found in it. */
export interface Policy {
  /** The type of the policy; null when it cannot be read. */
  type: "identity" | "resource" | "trust" | "scp" | "rcp" | "boundary" | "session" | "vpc-endpoint" | null;
  /** The reason for the type, as part of a sentence. */
  why: string;
  /** Whose policy it is; null when nothing around it tells. */
  owner: Owner | null;
  /** What the rules found, in the order of the text. */
  findings: Finding[];
  /** Start and end in the paste, in code points. */
  span: Span | null;
  /** Whose resource carries it, for a resource-based policy whose content tells: `lambda`, `s3`. */
  service: string | null;
  /**
   * What it is written in: terraform is a Terraform policy document, hcl an object in Terraform,
   * cloudformation a Lambda permission in a template, cdk a statement in a program of the CDK.
   */
  notation:
    "json" | "javascript" | "python" | "ruby" | "hcl" | "terraform" | "yaml" | "cloudformation" | "cdk";
  /**
   * Where each statement stands, start and end in code points, so that the page can lead to the one of a
   * verdict.
   */
  statements: Span[];
  /** The text that it stands in: 0 is the paste, 1 the first of the further policies. */
  text: number;
}

/** What the pasted policies say of the denied call. */
export interface Verdict {
  /** What is the matter. */
  code:
    | "already-allowed"
    | "no-matching-allow"
    | "action-not-covered"
    | "resource-not-covered"
    | "condition-not-met"
    | "explicit-deny-here"
    | "wrong-policy-type"
    | "not-caller-s-policy"
    | "cannot-tell";
  /** The policy that the verdict is about, counted from 0. */
  policy: number | null;
  /** Its statement, counted from 0. */
  statement: number | null;
  /** The action that an Allow lacks. */
  missing_action: string | null;
  /** The resource that an Allow lacks. */
  missing_resource: string | null;
  /** The caller that a policy lacks that names its principals. */
  missing_principal: string | null;
  /** The reason in sentences. */
  why: string;
  /** Context keys that the reader can fill in, and on which the verdict depends. */
  missing_keys: string[];
  /** The denial that was compared with the policies, counted from 0. */
  denial: number;
  /** What each kind of policy says, as far as the message and the pasted policies tell. */
  path: Layer[];
}

/** One change that helps, or (layer `none`) why no policy of the reader's helps and what to do instead. */
export interface Fix {
  /**
   * edit: change the pasted statement; add: a new statement; meet-condition: fulfil a condition; change-deny:
   * change a Deny; put-in-force: make effective what allows already; other: what else to do.
   */
  kind: "edit" | "add" | "meet-condition" | "change-deny" | "put-in-force" | "other";
  /** Which policy takes the change; none where no policy of the reader's helps. */
  layer:
    | "identity"
    | "resource"
    | "trust"
    | "scp"
    | "rcp"
    | "boundary"
    | "session"
    | "vpc-endpoint"
    | "key-policy"
    | "repository-policy"
    | "none";
  /** What to do, in one sentence without its full stop. */
  title: string;
  /** The statements as a policy document; of an edit the whole policy after it; null for the layer none. */
  policy: Partial<Record<string, unknown>> | null;
  /**
   * The change of the pasted policy, in the text that holds it; null when the change is not one of a pasted
   * policy.
   */
  edit: Edit | null;
  /** The policy that the edit is of, counted from 0. */
  edited: number | null;
  /** The change written out for each syntax that can make it, by the syntax: `aws-cli`, `terraform`. */
  commands: Partial<Record<string, string>>;
  /** What to know before, a sentence each. */
  cautions: string[];
}

/** A secret seen in the paste; its characters are never part of a report. */
export interface Secret {
  /**
   * What it is; service-token is a token or key of another service than AWS, password also a key that only
   * its name makes known.
   */
  kind:
    | "access-key-id"
    | "secret-access-key"
    | "session-token"
    | "signature"
    | "bedrock-api-key"
    | "web-token"
    | "private-key"
    | "service-token"
    | "password";
  /** Start and end in the paste that it stands in, in code points. */
  span: Span;
  /** The text that it stands in: 0 is the paste, 1 the first of the further policies. */
  text: number;
}

/** A policy that would tell more: which one, and the commands that print it. */
export interface Fetch {
  /** Which policy it is, in sentences. */
  what: string;
  /** Commands of the AWS CLI, with words in capitals where the message does not tell a name. */
  commands: string[];
}

/** One thing to allow: an action on a resource. */
export interface Need {
  /** The IAM action, `lambda:InvokeFunction`. */
  action: string;
  /** The whole ARN, or `*` where the action acts on no single resource; null when the paste does not tell. */
  resource: string | null;
}

/** One kind of policy on the path of a decision. */
export interface Layer {
  /** The kind of policy; trust is a role's own. */
  name: "identity" | "resource" | "trust" | "scp" | "rcp" | "boundary" | "session" | "vpc-endpoint";
  /** What it says of the call: silent allows nothing, unknown is not told, not-there has no part in it. */
  state: "allows" | "denies" | "silent" | "unknown" | "not-there";
  /** Whether it is the one that decided. */
  decided: boolean;
  /** The reason in one sentence. */
  why: string;
  /** The section about it. */
  section: Link | null;
}

/** Whose a policy is, as what stands around it tells. */
export interface Owner {
  /** What carries the policy; managed is a managed policy, whoever it is attached to. */
  kind: "user" | "group" | "role" | "permission-set" | "resource" | "organization" | "endpoint" | "managed";
  /** Its ARN, or its name. */
  name: string;
}

/** One thing to say about a policy: a stable code, where it stands, and the edit that repairs it. */
export interface Finding {
  /** The code of the rule, which `whydenied explain` explains. */
  code: string;
  /**
   * error: AWS rejects it, or it cannot do what it says; warning: hardly as meant; security: more than is
   * wise; suggestion: could be plainer.
   */
  severity: "error" | "warning" | "security" | "suggestion";
  /** What is wrong, why, and what to do, in sentences. */
  message: string;
  /** Where it stands in the policy, `$.Statement[0].Action[1]`. */
  path: string;
  /** The statement it stands in, counted from 0. */
  statement: number | null;
  /** The line of the paste, counted from 1. */
  line: number | null;
  /** The column of the line, counted from 1 in code points. */
  column: number | null;
  /** Start and end in the paste, in code points. */
  span: Span | null;
  /** What to write instead, or what to do, in a few words. */
  suggestion: string | null;
  /** What to put where in the paste, or null when words alone help. */
  edit: Edit | null;
  /** The section of the guide that explains it, by the end of its id. */
  section: string;
}

/** A change of the paste: what to put where. */
export interface Edit {
  /** Start and end in the paste, in code points. */
  span: Span;
  /** The text to put there. */
  replacement: string;
}

/** A section of the guide, as a layer of a path leads to it. */
export interface Link {
  /** The id of the section. */
  id: string;
  /** Its title. */
  title: string;
  /** Its address, from the root of the site. */
  url: string;
}
