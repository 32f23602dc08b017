import { h, problem } from './page.js';
import * as overview from './overview.js';
import * as agents from './agents.js';
import * as routing from './routing.js';
import * as sagas from './sagas.js';
import * as saga from './saga.js';
import * as alerts from './alerts.js';
import * as audit from './audit.js';
import * as swarms from './swarms.js';
import * as swarm from './swarm.js';
import * as budgets from './budgets.js';
import * as sessions from './sessions.js';
import * as session from './session.js';
import * as improve from './improve.js';
import { get } from './api.js';

const VIEWS = { overview, agents, routing, sagas, saga, swarms, swarm, sessions, session, budgets, improve, alerts, audit };
const PARENTS = { saga: 'sagas', swarm: 'swarms', session: 'sessions' };

/** The views, and the path without which there is nothing to see in one. */
const NEEDS = { overview: '', agents: '', routing: '', sagas: '/sagas', swarms: '/swarms', sessions: '/sessions', budgets: '/budgets', improve: '/improvements', alerts: '', audit: '/audit' };
const NAVIGATION = Object.keys(NEEDS);

const main = document.getElementById('main');
const links = NAVIGATION.map(name => h('a', { href: `#${name}` }, VIEWS[name].title));
links.forEach((each, i) => { each.hidden = NEEDS[NAVIGATION[i]] !== ''; });
document.querySelector('nav').append(...links);
get('/openapi.json').then(document => links.forEach((each, i) => { each.hidden = NEEDS[NAVIGATION[i]] !== '' && !document.paths[NEEDS[NAVIGATION[i]]]; }), () => {});

let leaving = new AbortController();

/** The address is `#view/what`; a view shows itself until its signal says that it is over. */
const show = async moved => {
  leaving.abort();
  leaving = new AbortController();
  const [name, ...rest] = location.hash.slice(1).split('/');
  const what = decodeURIComponent(rest.join('/'));
  const view = VIEWS[name] ?? overview;
  document.title = `${view.title}${what ? ` ${what}` : ''} · Swarmlog`;
  NAVIGATION.forEach((each, i) => {
    const current = each === name || (!VIEWS[name] && each === 'overview') || PARENTS[name] === each;
    if (current) links[i].setAttribute('aria-current', 'page');
    else links[i].removeAttribute('aria-current');
  });
  main.replaceChildren();
  if (moved) main.focus();
  try {
    await view.show(main, leaving.signal, what);
  } catch (error) {
    if (error.name !== 'AbortError') main.append(problem(error));
  }
};

addEventListener('hashchange', () => show(true));

// The first letter of a view's name, with the key g before it, goes there.
let pressedG = 0;
addEventListener('keydown', event => {
  if (event.target.closest('input, select, textarea, dialog') || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'g') pressedG = event.timeStamp;
  else if (event.timeStamp - pressedG < 1_500) {
    const to = { o: 'overview', a: 'agents', r: 'routing', s: 'sagas', w: 'swarms', e: 'sessions', b: 'budgets', i: 'improve', l: 'alerts', u: 'audit' }[event.key];
    if (to) location.hash = to;
    pressedG = 0;
  }
});

show(false);
