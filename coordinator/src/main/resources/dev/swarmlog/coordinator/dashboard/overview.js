import { follow } from './api.js';
import { h, number, rate, say, hue } from './page.js';

export const title = 'Overview';

const STATES = ['HEALTHY', 'JOINING', 'DEGRADED', 'SUSPECT', 'DEAD', 'GONE'];
const SECONDS = 120;

const tile = name => {
  const value = h('b', {}, '–');
  return { value, box: h('div', { class: 'card tile' }, value, h('span', {}, name)) };
};

export const show = async (main, signal) => {
  const names = ['agents', 'in flight', 'capacity', 'submitted / s', 'answered / s', 'dead letters'];
  const tiles = names.map(tile);
  const regions = h('tbody');
  const lags = h('tbody');
  const chart = h('canvas', { role: 'img', 'aria-label': 'Messages submitted and answered each second over the last two minutes' });
  main.append(
    h('h2', {}, 'Now'), h('div', { class: 'tiles' }, tiles.map(each => each.box)),
    h('h2', {}, 'Messages'),
    h('div', { class: 'card' }, chart, h('p', { class: 'soft' }, 'Submitted (line) and answered (area) each second, over the last two minutes.')),
    h('div', { class: 'two' },
      h('div', {}, h('h2', {}, 'Agents by region and state'), h('div', { class: 'card scroll' }, h('table', {},
        h('thead', {}, h('tr', {}, ['Region', '', ...STATES.map(word => word.toLowerCase())].map((head, i) => h('th', { scope: 'col', class: i > 1 ? 'num' : null }, head)))), regions))),
      h('div', {}, h('h2', {}, 'Lag'), h('div', { class: 'card' }, h('table', {},
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Service'), h('th', { scope: 'col', class: 'num' }, 'Records behind'))), lags)))));
  const history = [];
  await follow('/overview:changes', signal, (name, now) => {
    history.push([now.messages.submitted.perSecond, now.messages.replied.perSecond]);
    if (history.length > SECONDS) history.shift();
    [now.agents.total, now.agents.inFlight, now.agents.capacity].forEach((value, i) => say(tiles[i].value, number(value)));
    say(tiles[3].value, rate(now.messages.submitted.perSecond));
    say(tiles[4].value, rate(now.messages.replied.perSecond));
    say(tiles[5].value, number(now.messages.deadLettered.total));
    rows(regions, Object.entries(now.agents.byRegion), region);
    rows(lags, Object.entries(now.lag), lag);
    draw(chart, history);
  });
};

/** As many rows as there are entries; those that are there are filled anew, not made anew. */
const rows = (body, entries, fill) => {
  while (body.rows.length > entries.length) body.deleteRow(-1);
  while (body.rows.length < entries.length) body.insertRow();
  entries.forEach((entry, i) => fill(body.rows[i], ...entry));
};

const cells = (row, count, numbersFrom) => {
  while (row.cells.length < count) row.append(h('td', { class: row.cells.length >= numbersFrom ? 'num' : null }));
  return row.cells;
};

const region = (row, name, states) => {
  const all = cells(row, STATES.length + 2, 2);
  say(all[0], name || '(none)');
  if (!all[1].firstChild) all[1].append(h('div', { class: 'bar', role: 'presentation' }, STATES.map(word => h('i', { class: `fill ${hue(word)}` }))));
  STATES.forEach((word, i) => {
    const count = states[word] ?? 0;
    const flex = String(count);
    const part = all[1].firstChild.children[i];
    if (part.style.flexGrow !== flex) part.style.flexGrow = flex;
    say(all[i + 2], count ? number(count) : '');
  });
};

const lag = (row, service, records) => {
  const all = cells(row, 2, 1);
  say(all[0], service);
  say(all[1], number(records));
};

const draw = (canvas, history) => {
  const scale = devicePixelRatio;
  const width = Math.round(canvas.clientWidth * scale);
  const height = Math.round(canvas.clientHeight * scale);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const pen = canvas.getContext('2d');
  const style = getComputedStyle(canvas);
  const top = Math.max(1, ...history.flat()) * 1.1;
  const x = i => width * (SECONDS - history.length + i) / (SECONDS - 1);
  const y = value => height - 2 - (height - 18 * scale) * value / top;
  pen.clearRect(0, 0, width, height);
  const path = which => history.forEach((each, i) => pen[i ? 'lineTo' : 'moveTo'](x(i), y(each[which])));
  pen.beginPath(); path(1); pen.lineTo(x(history.length - 1), height); pen.lineTo(x(0), height);
  pen.globalAlpha = .25; pen.fillStyle = style.color; pen.fill();
  pen.globalAlpha = 1; pen.beginPath(); path(0); pen.strokeStyle = style.color; pen.lineWidth = 1.5 * scale; pen.stroke();
  pen.fillStyle = getComputedStyle(canvas.parentElement).color; pen.font = `${11 * scale}px system-ui`; pen.fillText(`${rate(top / 1.1)} / s`, 4 * scale, 12 * scale);
};
