import { get, query } from './api.js';
import { h, choice, link, problem, span, state, table, time } from './page.js';

export const title = 'Sagas';

const STATES = ['RUNNING', 'PAUSED', 'COMPENSATING', 'NEEDS_ATTENTION', 'QUARANTINED', 'COMPLETED', 'COMPENSATED', 'CANCELLED'];
const PAGE = 50;
const EVERY_MS = 3_000;

export const show = async (main, signal) => {
  const wish = { name: '', state: '', limit: PAGE };
  let cursors = [''];
  const list = h('div', { class: 'card' });
  const back = h('button', { onclick: () => { cursors.pop(); load(); } }, 'Previous');
  const next = h('button', { onclick: () => { cursors.push(following); load(); } }, 'Next');
  let following = '';
  const wished = change => { Object.assign(wish, change); cursors = ['']; load(); };
  const id = h('input', { name: 'id' });
  main.append(
    h('div', { class: 'tools' },
      h('label', {}, 'Definition', h('input', { onchange: event => wished({ name: event.target.value }) })),
      choice('State', 'state', [['', 'any'], ...STATES.map(word => [word, word.toLowerCase().replaceAll('_', ' ')])], '', value => wished({ state: value })),
      h('form', { class: 'tools', onsubmit: event => { event.preventDefault(); if (id.value) location.hash = `saga/${encodeURIComponent(id.value)}`; } },
        h('label', {}, 'Id', id), h('button', {}, 'Show')),
      back, next),
    list);
  const load = async () => {
    try {
      const page = await get(`/sagas?${query({ ...wish, cursor: cursors.at(-1) })}`, signal);
      following = page.next;
      next.disabled = !page.next;
      back.disabled = cursors.length < 2;
      list.replaceChildren(table(['Saga', 'Definition', 'State', 'Started', '>Took', 'Steps', 'Because'], page.sagas.map(saga => [
        link(`saga/${encodeURIComponent(saga.sagaId)}`, saga.sagaId), `${saga.name}@${saga.version}`, state(saga.state), time(saga.startedAtMs),
        saga.endedAtMs ? span(saga.endedAtMs - saga.startedAtMs) : '', progress(saga.steps), saga.cause]), 'No saga is like that.'));
    } catch (error) {
      if (!signal.aborted) list.replaceChildren(problem(error));
    }
  };
  await load();
  const timer = setInterval(() => { if (!document.hidden && !list.contains(document.activeElement)) load(); }, EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
};

const progress = steps => {
  const done = steps.filter(step => ['COMPLETED', 'SKIPPED', 'UNDONE'].includes(step.state)).length;
  return `${done} of ${steps.length}`;
};
