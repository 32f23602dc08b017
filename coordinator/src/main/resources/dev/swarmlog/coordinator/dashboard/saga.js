import { follow, get, post } from './api.js';
import { h, svg, hue, link, problem, span, state, table, time } from './page.js';

export const title = 'Saga';

const BOX = { width: 170, height: 48, right: 60, down: 18, edge: 12 };
const OVER = ['COMPLETED', 'COMPENSATED', 'CANCELLED'];

export const show = async (main, signal, id) => {
  const at = `/sagas/${encodeURIComponent(id)}`;
  const head = h('div', {});
  const commands = h('div', { class: 'tools' });
  const diagram = h('div', { class: 'card diagram' });
  const detail = h('div', { class: 'card', 'aria-live': 'polite' }, h('p', { class: 'soft' }, 'Choose a step to see what it did.'));
  const timeline = h('div', { class: 'card diagram' });
  const list = h('div', { class: 'card' });
  main.append(head, commands, h('h2', {}, 'Steps'), diagram, detail, h('h2', {}, 'Timeline'), timeline, h('h2', {}, 'Events'), list);

  let asked = -1;
  const seen = { saga: null, nodes: [], events: [], chosen: -1 };
  const choose = i => { seen.chosen = seen.chosen === i ? -1 : i; draw(); };
  const steps = () => [...diagram.querySelectorAll('[role=button]')];
  const draw = () => {
    const focused = steps().indexOf(document.activeElement);
    diagram.replaceChildren(picture(seen.nodes, seen.chosen, choose));
    steps()[focused]?.focus();
    detail.replaceChildren(...told(seen));
    timeline.replaceChildren(lanes(seen.saga, attempts(seen.events)));
    list.replaceChildren(table(['>Version', '>After', 'What', 'Step', '>Attempt', 'Detail'], happened(seen)));
  };

  // all of it changes at once, and never back to what an earlier, slower answer tells
  const load = async saga => {
    asked = saga.eventVersion;
    const [drawn, history] = await Promise.all([
      get(`${at}/diagram`, signal).catch(() => ({ nodes: saga.steps.map(step => ({ ...step, kind: '', note: '', after: [] })) })),
      get(`${at}/events`, signal).catch(() => ({ events: [] })),
    ]);
    if (signal.aborted || saga.eventVersion < seen.saga?.eventVersion) return;
    Object.assign(seen, { saga, nodes: drawn.nodes, events: history.events });
    head.replaceChildren(h('h2', {}, id), h('p', {}, state(saga.state), ` ${saga.name}@${saga.version}, began ${time(saga.startedAtMs)}`,
      saga.endedAtMs ? `, took ${span(saga.endedAtMs - saga.startedAtMs)}` : '', saga.cause ? `: ${saga.cause}` : ''),
    h('p', { class: 'soft' }, `${saga.tokensIn} tokens in, ${saga.tokensOut} out, cost ${saga.costMicros / 1e6}`,
      saga.parentId ? h('span', {}, ' · part of ', link(`saga/${encodeURIComponent(saga.parentId)}`, saga.parentId)) : ''));
    offer(commands, saga, drawn.nodes, at, signal);
    draw();
  };
  await load(await get(at, signal));
  await follow(`${at}/changes`, signal, (name, saga) => {
    if (saga.eventVersion > asked) load(saga).catch(() => {});
  }, { once: true });
};

/** What a person may tell this saga as it is now. */
const offer = (box, saga, nodes, at, signal) => {
  const tell = async (word, body) => {
    try {
      await post(`${at}/${word}`, body, signal);
    } catch (error) {
      box.append(problem(error));
    }
  };
  const why = word => {
    const reason = prompt(`Why? (${word})`);
    return reason === null ? null : tell(word, { reason });
  };
  const buttons = [];
  const button = (text, act) => buttons.push(h('button', { onclick: act }, text));
  if (!OVER.includes(saga.state)) {
    if (saga.state === 'PAUSED') button('Resume', () => tell('resume', {}));
    else button('Pause', () => why('pause'));
    button('Cancel', () => why('cancel'));
    if (saga.state === 'NEEDS_ATTENTION') button('Resolve', () => why('resolve'));
    if (saga.state === 'QUARANTINED') button('Rebuild', () => tell('rebuild', {}));
  }
  for (const [i, step] of saga.steps.entries()) {
    if (step.state === 'WAITING' && nodes[i]?.kind === 'approval') {
      button(`Approve ${step.name}`, () => tell('answer', { step: step.name, approved: true }));
      button(`Refuse ${step.name}`, () => tell('answer', { step: step.name, approved: false }));
    }
    if (saga.state === 'NEEDS_ATTENTION' && ['FAILED', 'UNDO_FAILED'].includes(step.state)) {
      button(`Retry ${step.name}`, () => tell('retry', { step: step.name }));
      button(`Skip ${step.name}`, () => tell('skip', { step: step.name }));
    }
  }
  box.replaceChildren(...buttons);
};

/** Columns by the longest way to a step; within one, below those that they come after. */
const places = nodes => {
  const column = [];
  nodes.forEach((node, i) => { column[i] = Math.max(-1, ...node.after.map(before => column[before] ?? 0)) + 1; });
  const columns = [];
  nodes.forEach((_, i) => (columns[column[i]] ??= []).push(i));
  const row = [];
  for (const some of columns) {
    const wish = i => nodes[i].after.length ? nodes[i].after.reduce((sum, before) => sum + row[before], 0) / nodes[i].after.length : i;
    some.sort((a, b) => wish(a) - wish(b)).forEach((i, place) => { row[i] = place - (some.length - 1) / 2; });
  }
  const top = Math.min(0, ...row);
  return nodes.map((_, i) => ({ x: 8 + column[i] * (BOX.width + BOX.right), y: 8 + (row[i] - top) * (BOX.height + BOX.down) }));
};

const picture = (nodes, chosen, choose) => {
  const at = places(nodes);
  const width = Math.max(0, ...at.map(each => each.x)) + BOX.width + 8;
  const height = Math.max(0, ...at.map(each => each.y)) + BOX.height + 8;
  const middle = BOX.height / 2;
  const edges = nodes.flatMap((node, i) => node.after.map(before => {
    const from = { x: at[before].x + BOX.width, y: at[before].y + middle };
    const to = { x: at[i].x, y: at[i].y + middle };
    const bend = (to.x - from.x) / 2;
    return svg('path', { class: 'edge', d: `M${from.x} ${from.y}C${from.x + bend} ${from.y} ${to.x - bend} ${to.y} ${to.x} ${to.y}` });
  }));
  const boxes = nodes.map((node, i) => svg('g', {
    class: hue(node.state), role: 'button', tabindex: 0, 'aria-pressed': String(i === chosen),
    'aria-label': `${node.name}: ${node.state.toLowerCase()}`, transform: `translate(${at[i].x} ${at[i].y})`,
    onclick: () => choose(i),
    onkeydown: event => { if (event.key === 'Enter' || event.key === ' ') { event.preventDefault(); choose(i); } },
  },
  svg('rect', { class: 'box', width: BOX.width, height: BOX.height, rx: 6 }),
  svg('circle', { class: 'dot', cx: 14, cy: 17, r: 5 }),
  svg('text', { x: 26, y: 21 }, cut(node.name, 20)),
  svg('text', { class: 'soft', x: 12, y: 39 }, cut([node.state.toLowerCase().replaceAll('_', ' '), node.note || node.kind].filter(Boolean).join(' · '), 28))));
  return svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': 'Steps' }, edges, boxes);
};

const cut = (text, chars) => text.length <= chars ? text : `${text.slice(0, chars - 1)}…`;

const told = ({ saga, nodes, events, chosen }) => {
  const step = saga?.steps[chosen];
  if (!step) return [h('p', { class: 'soft' }, 'Choose a step to see what it did.')];
  const facts = events.flatMap(event => event.facts.map(fact => ({ ...fact, atMs: event.atMs }))).filter(fact => fact.step === chosen && fact.json !== undefined);
  return [
    h('h2', {}, step.name), h('p', {}, state(step.state), ` ${nodes[chosen]?.kind ?? ''}`, step.error ? `: ${step.error}` : ''),
    h('dl', {}, [['attempt', step.attempt], ['agent', step.agentId ? link(`agents/${encodeURIComponent(step.agentId)}`, step.agentId) : ''],
      ['began', time(step.startedAtMs)], ['took', step.endedAtMs ? span(step.endedAtMs - step.startedAtMs) : ''], ['due', time(step.dueMs)],
      ['elements', step.items ? `${step.itemsDone} of ${step.items}` : '']].filter(([, value]) => value).flatMap(([name, value]) => [h('dt', {}, name), h('dd', {}, value)])),
    ...facts.map(fact => h('details', { open: true }, h('summary', { class: 'soft' }, `${fact.kind.toLowerCase().replaceAll('_', ' ')}, ${time(fact.atMs)}`), h('pre', {}, JSON.stringify(fact.json, null, 2)))),
  ];
};

const BEGINS = { ATTEMPT_STARTED: 'do', WAIT_STARTED: 'do', UNDO_STARTED: 'undo' };
const ENDS = { ATTEMPT_SUCCEEDED: 'do', ATTEMPT_FAILED: 'do', STEP_SUCCEEDED: 'do', UNDO_SUCCEEDED: 'undo', UNDO_FAILED: 'undo' };

/** Each attempt with its beginning and end, of the events in their order. */
const attempts = events => {
  const all = [];
  for (const event of events) {
    for (const fact of event.facts) {
      const same = way => all.findLast(each => each.way === way && each.step === fact.step && each.item === fact.item && !each.toMs);
      if (BEGINS[fact.kind]) all.push({ way: BEGINS[fact.kind], step: fact.step, item: fact.item, fromMs: event.atMs });
      else if (ENDS[fact.kind]) {
        const open = same(ENDS[fact.kind]);
        if (open) Object.assign(open, { toMs: event.atMs, failed: fact.kind.endsWith('FAILED'), agent: fact.agentId, why: fact.failure?.detail });
      }
    }
  }
  return all;
};

const lanes = (saga, all) => {
  if (all.length === 0) return h('p', { class: 'soft' }, 'No attempt is in the log.');
  const now = Math.max(...all.map(each => each.toMs ?? Math.min(Date.now(), saga.endedAtMs || Date.now())), ...all.map(each => each.fromMs + 1));
  const from = Math.min(...all.map(each => each.fromMs));
  const steps = [...new Set(all.map(each => each.step))].sort((a, b) => a - b);
  const left = 180;
  const width = 1100;
  const x = ms => left + (width - left - 60) * (ms - from) / Math.max(1, now - from);
  const ticks = [0, .25, .5, .75, 1].map(share => from + share * (now - from));
  return svg('svg', { width, height: 30 + steps.length * 24, role: 'img', 'aria-label': 'When each attempt of each step began and ended' },
    ticks.map(tick => [svg('line', { class: 'grid-line', x1: x(tick), x2: x(tick), y1: 20, y2: 26 + steps.length * 24 }), svg('text', { class: 'soft', x: x(tick) - 14, y: 13 }, span(Math.round(tick - from)))]),
    steps.map((step, row) => [
      svg('text', { x: 4, y: 40 + row * 24 }, cut(saga.steps[step]?.name ?? `#${step}`, 24)),
      all.filter(each => each.step === step).map(each => {
        const to = each.toMs ?? now;
        const colour = each.failed ? 'bad' : each.way === 'undo' ? 'warn' : each.toMs ? 'good' : 'calm';
        return svg('rect', { class: `lane ${colour}`, x: x(each.fromMs), y: 28 + row * 24, width: Math.max(3, x(to) - x(each.fromMs)), height: 15, rx: 3 },
          svg('title', {}, `${each.way === 'undo' ? 'undo, ' : ''}${span(to - each.fromMs)}${each.agent ? ` by ${each.agent}` : ''}${each.why ? `: ${each.why}` : ''}`));
      })]));
};

const happened = ({ saga, events }) => events.flatMap(event => event.facts.map(fact => [
  event.version, span(event.atMs - events[0].atMs), fact.kind.toLowerCase().replaceAll('_', ' '),
  fact.step === undefined ? '' : (saga.steps[fact.step]?.name ?? `#${fact.step}`) + (fact.item === undefined ? '' : `[${fact.item}]`),
  fact.attempt ?? '', [fact.by && `by ${fact.by}`, fact.text, fact.agentId, fact.failure && `${fact.failure.kind}: ${fact.failure.detail}`].filter(Boolean).join(', ')]));
