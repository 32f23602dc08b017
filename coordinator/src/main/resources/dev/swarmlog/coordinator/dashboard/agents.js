import { follow, get, query } from './api.js';
import { h, ago, choice, hue, number, say, state, time } from './page.js';

export const title = 'Agents';

const ROW = 30;
const MARGIN = 30;
const COLUMNS = [
  ['ID', 'Agent'], ['STATE', 'State'], ['HEALTH', 'Health'], ['', 'Why'], ['REGION', 'Region'],
  ['CAPABILITY', 'Capability'], ['IN_FLIGHT', 'In flight'], ['QUEUED', 'Queued'], ['SEEN', 'Seen'],
];
const STATES = ['JOINING', 'HEALTHY', 'DEGRADED', 'SUSPECT', 'DEAD', 'GONE'];

/** What took most of the score, in words. */
const reasons = why => why.map(each => `${each.factor.toLowerCase().replaceAll('_', ' ')} −${Math.round(each.cost * 100)}`).join(', ');

/**
 * Of any number of rows only those in sight exist, and the server is asked for those and some around them. It tells all
 * of this window first and then what changes in it; scrolling away asks for another window.
 */
export const show = async (main, signal, chosen) => {
  const wish = { text: '', state: '', region: '', sort: 'ID', descending: false };
  const rows = new Map();
  const lines = [];
  let total = 0;
  let selected = 0;
  let offset = -1;
  let window = null;
  let waiting = 0;

  const count = h('span', { class: 'soft', role: 'status' });
  const heads = COLUMNS.map(([key, name]) => h('div', { role: 'columnheader', 'aria-sort': 'none' },
    key ? h('button', { class: 'plain', onclick: () => sort(key) }, name) : name));
  const room = h('div', { role: 'presentation' });
  const grid = h('div', {
    class: 'grid card', role: 'grid', tabindex: 0, 'aria-label': 'Agents; arrow keys move, Enter shows one',
    onscroll: () => look(), onkeydown: event => key(event),
  }, h('div', { class: 'head', role: 'row' }, heads), room);
  main.append(
    h('div', { class: 'tools' },
      h('label', {}, 'Find', h('input', { type: 'search', placeholder: 'id or capability', oninput: event => wished({ text: event.target.value }, 250) })),
      choice('State', 'state', [['', 'any'], ...STATES.map(word => [word, word.toLowerCase()])], '', value => wished({ state: value })),
      h('label', {}, 'Region', h('input', { oninput: event => wished({ region: event.target.value }, 250) })),
      count),
    grid);

  const wished = (change, delay = 0) => {
    Object.assign(wish, change);
    selected = 0;
    grid.scrollTop = 0;
    ask(0, delay);
  };

  const sort = column => {
    wish.descending = wish.sort === column ? !wish.descending : false;
    wish.sort = column;
    COLUMNS.forEach(([each], i) => heads[i].setAttribute('aria-sort', each === column ? (wish.descending ? 'descending' : 'ascending') : 'none'));
    wished({});
  };

  const visible = () => Math.ceil(grid.clientHeight / ROW) + 1;

  /** Where the sight left the window, another one is asked for; rows that are known stay until it comes. */
  const look = () => {
    const first = Math.floor(grid.scrollTop / ROW);
    if (first < offset || first + visible() > offset + visible() + 2 * MARGIN) ask(Math.max(0, first - MARGIN), 60);
    draw();
  };

  const ask = (from, delay) => {
    offset = from;
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      window?.abort();
      window = new AbortController();
      const gone = AbortSignal.any([signal, window.signal]);
      const limit = Math.min(500, visible() + 2 * MARGIN);
      let fresh = true;
      follow(`/agents:window?${query({ ...wish, offset: from, limit })}`, gone, (name, news) => {
        if (fresh) {
          rows.clear();
          performance.mark('rows');
        }
        fresh = false;
        total = news.total;
        for (const row of news.rows) rows.set(row.at, row);
        requestAnimationFrame(draw);
      });
    }, delay);
  };

  const draw = () => {
    say(count, `${number(total)} agents`);
    const height = `${total * ROW}px`;
    if (room.style.height !== height) room.style.height = height;
    grid.setAttribute('aria-rowcount', total + 1);
    const first = Math.floor(grid.scrollTop / ROW);
    const needed = Math.min(visible(), total - first);
    while (lines.length < needed) lines.push(line());
    lines.forEach((each, i) => {
      const hidden = i >= needed;
      if (each.box.hidden !== hidden) each.box.hidden = hidden;
      if (!hidden) fill(each, first + i);
    });
  };

  const line = () => {
    const cells = COLUMNS.map(() => h('div', { role: 'gridcell' }));
    const box = h('div', { class: 'line', role: 'row', onclick: () => { select(made.at); open(made.at); } }, cells);
    const made = { box, cells, at: -1, row: undefined };
    cells[3].className = 'why';
    room.append(box);
    return made;
  };

  const fill = (each, at) => {
    if (each.at !== at) {
      each.at = at;
      each.box.style.transform = `translateY(${at * ROW}px)`;
      each.box.setAttribute('aria-rowindex', at + 2);
      each.box.id = `agent-row-${at}`;
    }
    const isSelected = String(at === selected);
    if (each.box.getAttribute('aria-selected') !== isSelected) each.box.setAttribute('aria-selected', isSelected);
    const row = rows.get(at);
    if (row) say(each.cells[8], ago(row.lastSeenMs));
    if (each.row === row) return;
    each.row = row;
    const texts = row
      ? [row.agentId, row.state.toLowerCase(), `${Math.round(row.health * 100)} %`, reasons(row.why), row.zone ? `${row.region}/${row.zone}` : row.region,
        row.capability, `${row.inFlight} / ${row.concurrency}`, row.queued, ago(row.lastSeenMs)]
      : COLUMNS.map((_, i) => i === 0 ? '…' : '');
    texts.forEach((text, i) => say(each.cells[i], text));
    const classes = row ? `state ${hue(row.state)}` : '';
    if (each.cells[1].className !== classes) each.cells[1].className = classes;
  };

  const select = at => {
    selected = Math.max(0, Math.min(total - 1, at));
    grid.setAttribute('aria-activedescendant', `agent-row-${selected}`);
    const above = selected * ROW;
    if (above < grid.scrollTop) grid.scrollTop = above;
    else if (above + 2 * ROW > grid.scrollTop + grid.clientHeight) grid.scrollTop = above + 2 * ROW - grid.clientHeight;
    draw();
  };

  const key = event => {
    const page = visible() - 2;
    const to = { ArrowDown: selected + 1, ArrowUp: selected - 1, PageDown: selected + page, PageUp: selected - page, Home: 0, End: total - 1 }[event.key];
    if (to !== undefined) select(to);
    else if (event.key === 'Enter' && event.target === grid) open(selected);
    else return;
    event.preventDefault();
  };

  const open = at => {
    const row = rows.get(at);
    if (row) detail(main, row.agentId, signal, () => grid.focus());
  };

  new ResizeObserver(() => draw()).observe(grid);
  signal.addEventListener('abort', () => clearTimeout(waiting));
  ask(0, 0);
  if (chosen) await detail(main, chosen, signal, () => grid.focus());
};

/** One agent, with what each factor took of its health. */
const detail = async (main, id, signal, closed) => {
  document.querySelector('.side')?.remove();
  const agent = await get(`/agents/${encodeURIComponent(id)}`, signal);
  const close = () => { box.remove(); closed(); };
  const line = (name, value) => value === '' || value == null ? [] : [h('dt', {}, name), h('dd', {}, value)];
  const box = h('aside', { class: 'side', 'aria-label': `Agent ${id}`, onkeydown: event => { if (event.key === 'Escape') close(); } },
    h('button', { onclick: close }, 'Close'),
    h('h2', {}, id),
    h('p', {}, state(agent.state), ` since ${time(agent.sinceMs)}`),
    h('h2', {}, `Health ${agent.healthPercent} %`),
    agent.why.length === 0 ? h('p', { class: 'soft' }, 'Nothing is held against it.')
      : agent.why.map(each => h('div', { class: 'meter' }, h('span', {}, each.factor.toLowerCase().replaceAll('_', ' ')),
        bar(each.cost), h('span', { class: 'num' }, `−${Math.round(each.cost * 100)} %`))),
    h('h2', {}, 'Card'),
    h('dl', {}, line('proven', agent.liveness.toLowerCase()), line('last seen', time(agent.lastSeenMs)),
      line('capabilities', agent.capabilities.map(each => `${each.name} ${each.version}`).join(', ')),
      line('in flight', `${agent.inFlight} of ${agent.concurrency}, ${agent.queued} queued`),
      line('region', [agent.region, agent.zone].filter(Boolean).join('/')), line('service type', agent.serviceType),
      line('tags', agent.tags.join(', ')), line('weight', agent.weight), line('epoch', agent.epoch),
      line('beats every', agent.heartbeatIntervalMs ? `${agent.heartbeatIntervalMs} ms` : ''), line('inbox', agent.inboxPartition)));
  main.append(box);
  box.querySelector('button').focus();
};

const bar = share => {
  const inside = h('i', { class: 'fill bad' });
  inside.style.width = `${Math.round(share * 100)}%`;
  return h('div', { class: 'bar' }, inside);
};
