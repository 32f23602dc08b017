import { follow, get } from './api.js';
import { h, link, number, problem, say, state, table } from './page.js';

export const title = 'Audit';

export const show = (main, signal) => {
  const told = h('div', { class: 'card', role: 'status' }, h('p', { class: 'soft' }, 'Each event of a saga bears the SHA-256 of its bytes and of the event before it. Following these chains shows whether the history is what was written.'));
  const id = h('input', { name: 'id' });
  const all = h('button', { onclick: () => verifyAll() }, 'Verify all sagas');
  main.append(h('div', { class: 'tools' }, all,
    h('form', { class: 'tools', onsubmit: event => { event.preventDefault(); if (id.value) verifyOne(id.value); } }, h('label', {}, 'Saga', id), h('button', {}, 'Verify one'))), told);

  const verifyAll = async () => {
    all.disabled = true;
    const events = h('b', {}, '0');
    const word = h('span', {}, 'events read …');
    told.replaceChildren(h('div', { class: 'tile' }, events, word));
    await follow('/audit', signal, (name, found) => {
      say(events, number(found.events));
      if (name !== 'done') return;
      say(word, 'events read');
      told.replaceChildren(
        h('p', {}, state(found.broken.length ? 'FAILED' : 'COMPLETED'), ` ${number(found.whole)} chains are whole, ${number(found.broken.length)} are broken; ${number(found.events)} events were read.`),
        found.broken.length ? table(['Saga', 'First bad record'], found.broken.map(each => [link(`saga/${encodeURIComponent(each.sagaId)}`, each.sagaId), each.why])) : '');
    }, { once: true, problem: error => told.replaceChildren(problem(error)) });
    all.disabled = false;
  };

  const verifyOne = async saga => {
    try {
      const found = await get(`/sagas/${encodeURIComponent(saga)}/audit`, signal);
      told.replaceChildren(h('p', {}, state(found.whole ? 'COMPLETED' : 'FAILED'), ` ${found.sagaId}: ${found.whole ? `${number(found.events)} events, and the chain is whole` : found.why}`));
    } catch (error) {
      told.replaceChildren(problem(error));
    }
  };
};
