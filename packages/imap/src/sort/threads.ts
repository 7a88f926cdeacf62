import type { Overview, Uid } from '../session.ts';
import { baseSubject } from './base-subject.ts';
import { collationKey } from './collate.ts';

/** A message, or the place of one that is missing, with what answers it. */
export interface Thread {
  uid: Uid | undefined;
  children: Thread[];
}

interface Node {
  message: Overview | undefined;
  parent: Node | undefined;
  children: Set<Node>;
}

/** THREAD=ORDEREDSUBJECT (RFC 5256 §3): by base subject, each thread one message with all others below. */
export function orderedSubject(messages: readonly Overview[]): Thread[] {
  const bySubject = Map.groupBy(messages, (m) => collationKey(baseSubject(m.subject).base));
  const threads = [...bySubject.values()].map((group) => group.sort(bySent));
  threads.sort((a, b) => bySent(a[0]!, b[0]!));
  return threads.map(([first, ...others]) => ({
    uid: first!.uid,
    children: others.map(({ uid }) => ({ uid, children: [] })),
  }));
}

const bySent = (a: Overview, b: Overview): number => a.sentDate - b.sentDate || a.uid - b.uid;

/** THREAD=REFERENCES (RFC 5256 §3, steps 1 to 6). */
export function referenceThreads(messages: readonly Overview[]): Thread[] {
  const nodes = link(messages);
  let roots = prune([...nodes].filter((node) => node.parent === undefined));
  roots.sort(byDate);
  roots = gatherSubjects(roots);
  return finish(roots);
}

/** Step 1: a node for every message and every message it refers to; each below the one it answers. */
function link(messages: readonly Overview[]): Set<Node> {
  const byId = new Map<string, Node>();
  const nodes = new Set<Node>();
  const make = (message: Overview | undefined): Node => {
    const node: Node = { message, parent: undefined, children: new Set() };
    nodes.add(node);
    return node;
  };
  const nodeOf = (id: string): Node => {
    let node = byId.get(id);
    if (node === undefined) byId.set(id, (node = make(undefined)));
    return node;
  };
  for (const message of messages) {
    let own: Node | undefined;
    if (message.messageId !== undefined) {
      own = nodeOf(message.messageId);
      // A second message of the same id is one of its own (RFC 5256: a unique id is made for it).
      if (own.message === undefined) own.message = message;
      else own = undefined;
    }
    own ??= make(message);
    let parent: Node | undefined;
    for (const id of message.references) {
      const node = nodeOf(id);
      if (parent !== undefined && node.parent === undefined && !reaches(parent, node)) adopt(parent, node);
      parent = node;
    }
    if (parent !== undefined && parent !== own && !reaches(parent, own)) {
      own.parent?.children.delete(own);
      adopt(parent, own);
    } else if (parent === undefined && own.parent !== undefined && message.references.length === 0) {
      // Others took it for an answer; its own header says otherwise.
      own.parent.children.delete(own);
      own.parent = undefined;
    }
  }
  return nodes;
}

function adopt(parent: Node, child: Node): void {
  child.parent = parent;
  parent.children.add(child);
}

/** Whether `target` is `node` or above it: linking it below would make a circle. */
function reaches(node: Node, target: Node): boolean {
  if (target.children.size === 0) return node === target;
  for (let up: Node | undefined = node; up !== undefined; up = up.parent) if (up === target) return true;
  return false;
}

/** Steps 2 and 3: missing messages without answers go; the answers of others move up, at the root if there is but one. */
function prune(roots: Node[]): Node[] {
  // Deepest first, without recursion: a chain of references may be thousands long.
  const order: Node[] = [...roots];
  for (let i = 0; i < order.length; i++) order.push(...(order[i] as Node).children);
  const top = new Set(roots);
  for (const node of order.reverse()) {
    if (node.message !== undefined) continue;
    const parent = node.parent;
    if (node.children.size === 0) {
      parent?.children.delete(node);
      top.delete(node);
    } else if (parent !== undefined || node.children.size === 1) {
      parent?.children.delete(node);
      top.delete(node);
      for (const child of node.children) {
        child.parent = parent;
        if (parent === undefined) top.add(child);
        else parent.children.add(child);
      }
    }
  }
  return [...top];
}

/** A missing message counts with the first of its answers (RFC 5256 §3 step 4). */
const first = (node: Node): Overview => {
  if (node.message !== undefined) return node.message;
  let best: Overview | undefined;
  for (const { message } of node.children)
    if (message !== undefined && (best === undefined || bySent(message, best) < 0)) best = message;
  return best as Overview;
};

const byDate = (a: Node, b: Node): number => bySent(first(a), first(b));

/** Step 5: threads of one base subject become one. */
function gatherSubjects(roots: Node[]): Node[] {
  const table = new Map<string, { node: Node; reply: boolean }>();
  const subjects = roots.map((node) => {
    const { base, reply } = baseSubject(first(node).subject);
    return { node, base: collationKey(base), reply };
  });
  for (const { node, base, reply } of subjects) {
    if (base === '') continue;
    const known = table.get(base);
    const better =
      known === undefined ||
      (node.message === undefined && known.node.message !== undefined) ||
      (known.node.message !== undefined && known.reply && !reply);
    if (better) table.set(base, { node, reply });
  }
  const gone = new Set<Node>();
  const replaced = new Map<Node, Node>();
  for (const { node, base, reply } of subjects) {
    const entry = table.get(base);
    if (entry === undefined || entry.node === node) continue;
    const known = entry.node;
    gone.add(node);
    if (known.message === undefined) {
      for (const child of node.message === undefined ? node.children : [node]) adopt(known, child);
    } else if (reply && !entry.reply) adopt(known, node);
    else {
      // Equals: both below a new, empty place.
      const both: Node = { message: undefined, parent: undefined, children: new Set() };
      adopt(both, known);
      adopt(both, node);
      replaced.set(known, both);
      table.set(base, { node: both, reply: false });
    }
  }
  return roots.filter((node) => !gone.has(node)).map((node) => replaced.get(node) ?? node);
}

/** Step 6: siblings by date, all the way down. */
function finish(roots: Node[]): Thread[] {
  const threads: Thread[] = [];
  const stack: { nodes: Node[]; into: Thread[] }[] = [{ nodes: roots, into: threads }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    for (const node of next.nodes.sort(byDate)) {
      const thread: Thread = { uid: node.message?.uid, children: [] };
      next.into.push(thread);
      if (node.children.size > 0) stack.push({ nodes: [...node.children], into: thread.children });
    }
  }
  return threads;
}
