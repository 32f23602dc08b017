import { follow, get, post } from './api.js';
import { ago, h, link, number, problem, span, state, table, tile, time } from './page.js';
import { there } from './sessions.js';

export const title = 'Session';

const OVER = ['COMPLETED', 'CANCELLED', 'EXPIRED'];
const EVENTS_SHOWN = 200;

/** The picture of a session is told a little later than what happened in it. */
const BEHIND_MS = 300;

/** What happens all the time and says little to people. */
const SMALL = ['ANSWERED', 'WAIT_BEGUN', 'WAIT_ENDED'];

export const show = async (main, signal, id) => {
  const at = `/sessions/${encodeURIComponent(id)}`;
  const part = (_, i) => h('div', { class: i === 1 ? 'tools' : null });
  const [head, tools, tiles, phases, channels, leases, board, people, events] = Array.from({ length: 9 }, part);
  main.append(head, tools, tiles, phases,
    h('div', { class: 'two' }, h('div', {}, channels, leases), h('div', {}, board, people)), events);

  const drawn = new Map();
  /** Draws anew only what differs, so that nobody loses a place on the page. */
  const draw = (box, seen, ...inside) => {
    const key = JSON.stringify(seen);
    if (drawn.get(box) !== key) box.replaceChildren(...inside.flat().map(one => typeof one === 'function' ? one() : one));
    drawn.set(box, key);
  };
  const titled = (name, make) => [() => h('h2', {}, name), () => h('div', { class: 'card' }, make())];

  let session = null;
  let entries = [];
  const told = [];

  const moving = () => {
    const second = Math.floor(Date.now() / 1000);
    draw(head, [session.state, session.cause, OVER.includes(session.state) ? 0 : second], () => h('h2', {}, id),
      () => h('p', {}, state(session.state), ` ${session.type || 'session'}, created ${time(session.createdAtMs)}`, lasting(session), session.cause ? `: ${session.cause}` : ''));
    draw(channels, [session.channels, session.channels.some(each => each.oldestAtMs) ? second : 0], titled('Channels', () => session.channels.length ? session.channels.map(channel) : none('It has no channels.')));
    draw(leases, [session.leases, session.leases.some(each => each.holder) ? second : 0], titled('Leases', () => table(['Resource', 'Holder', '>Fence', '>Remaining', '>Waiting'], session.leases.map(each => [
      each.resource, each.holder || h('span', { class: 'soft' }, 'free'), each.fence, each.holder ? left(each.untilMs) : '', each.waiting || '']), 'Nothing was leased yet.')));
  };
  const still = () => {
    draw(tools, session.state, OVER.includes(session.state) ? [] : ['end', 'cancel'].map(word => () => h('button', { onclick: () => tell(word) }, word === 'end' ? 'End' : 'Cancel')));
    const letters = session.channels.reduce((all, each) => all + each.queued + each.taken, 0);
    draw(tiles, [there(session), session.phases, letters, session.leases, session.keys], () => h('div', { class: 'tiles' },
      tile('participants', there(session)), tile('phases open', `${session.phases.filter(each => each.openedAtMs).length} of ${session.phases.length}`),
      tile('letters', number(letters)), tile('leases held', session.leases.filter(each => each.holder).length), tile('keys on the board', number(session.keys))));
    draw(phases, [session.phases, session.createdAtMs], titled('Phases', () => session.phases.length ? session.phases.map(each => phase(each, session)) : none('It has no phases: it ends when somebody says so.')));
    draw(people, [session.members, session.joined], titled('Participants', () => [table(['Who', 'Role', 'Agent', ''], session.members.map(each => [
      each.participant, each.role, each.agentId ? link(`agents/${encodeURIComponent(each.agentId)}`, each.agentId) : '', state(each.presence)]), 'Nobody has joined yet.'),
    session.joined > session.members.length ? none(`and ${number(session.joined - session.members.length)} more`) : '']));
    draw(board, entries, titled('Blackboard', () => table(['Key', '>Version', 'By', 'Value'], entries.map(each => [whole(each.key), each.version, whole(each.by), value(each.value)]), 'Nothing is on it.')));
  };
  const log = () => draw(events, told.length ? told.at(-1).version : 0, titled('Events', () => table(['>Version', '>After', 'What', 'Who', 'Of', '>Number', 'Detail'], told.slice(-EVENTS_SHOWN).reverse().flatMap(event => event.facts
    .filter(fact => !SMALL.includes(fact.kind)).map(fact => [event.version, span(Math.max(0, event.atMs - session.createdAtMs)), fact.kind.toLowerCase().replaceAll('_', ' '),
      fact.participant, fact.name, fact.number, [fact.cause?.toLowerCase(), fact.state?.toLowerCase(), fact.text].filter(Boolean).join(', ')])), 'Nothing happened yet.')));

  const load = async () => {
    const before = session;
    session = await get(at, signal);
    if (session.revision !== before?.revision) {
      entries = await get(`${at}/board`, signal).then(answer => answer.entries ?? [], () => entries);
    }
    moving();
    still();
  };
  const tell = async word => {
    try {
      if (word === 'cancel') {
        const reason = prompt('Why?');
        if (reason !== null) await post(`${at}/cancel`, { reason }, signal);
      } else {
        await post(`${at}/end`, {}, signal);
      }
    } catch (error) {
      tools.append(problem(error));
    }
  };

  await load();
  const timer = setInterval(() => { if (!document.hidden) moving(); }, 1_000);
  signal.addEventListener('abort', () => clearInterval(timer));
  let later = 0;
  const soon = () => {
    later ||= setTimeout(() => { later = 0; log(); load().catch(error => { if (!signal.aborted) tools.append(problem(error)); }); }, BEHIND_MS);
  };
  signal.addEventListener('abort', () => clearTimeout(later));
  await follow(`${at}/events`, signal, (name, event) => {
    if (event.version <= (told.at(-1)?.version ?? 0)) return;
    told.push(event);
    if (told.length > 2 * EVENTS_SHOWN) told.splice(0, EVENTS_SHOWN);
    soon();
  }, { once: true });
};

const none = text => h('p', { class: 'soft' }, text);

/** The time until then. */
const left = untilMs => ago(2 * Date.now() - untilMs);

const lasting = session => session.endedAtMs ? `, took ${span(session.endedAtMs - session.createdAtMs)}` : `, over in ${left(session.deadlineMs)} at the latest`;

const bar = (words, ...shares) => h('div', { class: 'bar', role: 'img', 'aria-label': words }, shares.map(([hue, share]) => {
  const fill = h('i', { class: hue ? `fill ${hue}` : null });
  fill.style.flexGrow = share;
  return fill;
}));

/** How many of those who are waited for have arrived. */
const phase = (each, session) => {
  const open = each.openedAtMs > 0;
  const of = Math.max(each.expected, each.arrived);
  const words = open ? `${number(each.arrived)} of ${number(of)} arrived` : 'not open yet';
  const more = of - each.arrived - each.missing.length;
  return h('div', { class: 'meter phase' }, h('b', {}, each.name), bar(words, [open ? (each.arrived === of ? 'good' : 'calm') : '', each.arrived], ['', Math.max(0, of - each.arrived)]),
    h('span', {}, words), h('span', { class: 'soft' }, [open ? `opened after ${span(each.openedAtMs - session.createdAtMs)}` : '',
      each.missing.length && !OVER.includes(session.state) ? `waits for ${each.missing.join(', ')}${more > 0 ? ` and ${number(more)} more` : ''}` : ''].filter(Boolean).join('; ')));
};

const channel = each => {
  const words = `${number(each.queued)} queued, ${number(each.taken)} taken, of ${number(each.capacity)}`;
  return h('div', { class: 'meter phase' }, h('b', {}, each.name), bar(words, ['calm', each.queued], ['warn', each.taken], ['', Math.max(0, each.capacity - each.queued - each.taken)]), h('span', {}, words),
    h('span', { class: 'soft' }, [each.oldestAtMs ? `oldest waits for ${ago(each.oldestAtMs)}` : '', `${number(each.accepted)} accepted`, each.receivers ? `${each.receivers} receivers wait` : '', each.closed ? 'closed' : ''].filter(Boolean).join('; ')));
};

/** A word that long neighbours leave its room. */
const whole = text => h('span', { class: 'whole' }, text);

const value = any => {
  const text = JSON.stringify(any);
  return text.length <= 80 ? h('code', {}, text) : h('details', {}, h('summary', {}, h('code', {}, `${text.slice(0, 80)}…`)), h('pre', {}, JSON.stringify(any, null, 2)));
};
