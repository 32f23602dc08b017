import { follow, get } from './api.js';
import { h, number, say, state, svg, time } from './page.js';

export const title = 'Swarm';

const ROLES = ['worker', 'queen', 'scout', 'soldier', 'nurse', 'forager'];
const HUES = ['--calm', '--bad', '--warn', '--near', '--none', '--good'];

export const show = async (main, signal, id) => {
  const at = `/swarms/${encodeURIComponent(id)}`;
  const head = h('div', {});
  const space = h('canvas', { class: 'space', tabindex: 0, role: 'img', 'aria-label': 'Where the particles are; drag, or arrow keys, to turn' });
  const where = h('p', { class: 'soft' }, 'No position was told yet.');
  const curve = h('div', {});
  const trails = h('div', {});
  main.append(head, h('div', { class: 'two' },
    h('div', {}, h('h2', {}, 'Positions'), h('div', { class: 'card' }, space, where, h('p', { class: 'soft' }, ROLES.map(role => h('span', { class: `role ${role}` }, role))))),
    h('div', {}, h('h2', {}, 'Convergence'), h('div', { class: 'card' }, curve), trails)));
  const view = turning(space, signal);
  const told = swarm => {
    head.replaceChildren(h('h2', {}, id), h('p', {}, state(swarm.state), ` ${swarm.name}, ${swarm.behaviour.toLowerCase()} since ${time(swarm.startedAtMs)}`,
      swarm.reason ? `: ${swarm.reason.toLowerCase().replaceAll('_', ' ')}${swarm.detail ? `, ${swarm.detail}` : ''}` : ''),
    h('div', { class: 'tiles' }, [['particles', number(swarm.particles)], ['steps', `${number(swarm.steps)} of ${number(swarm.stepsMax)}`], ['measure', swarm.measure?.toPrecision(5) ?? '–'],
      ['diversity', swarm.diversity?.toPrecision(3) ?? '–'], ...Object.entries(swarm.counts ?? {}).map(([name, value]) => [name, number(value)])].map(([name, value]) => h('div', { class: 'card tile' }, h('b', {}, value), h('span', {}, name)))));
    curve.replaceChildren(plot(swarm.curve));
    trails.replaceChildren(...swarm.trails ? [h('h2', {}, 'Pheromone'), h('div', { class: 'card diagram' }, heat(swarm.trails))] : []);
  };
  told(await get(at, signal));
  follow(`${at}/positions`, signal, (name, frame) => {
    say(where, `Step ${number(frame.step)}, ${number(frame.places.length / 3)} of ${number(frame.particles)} particles`);
    view.show(frame);
  }, { once: true });
  await follow(`${at}/changes`, signal, (name, swarm) => told(swarm), { once: true });
};

/** Particles in their box, drawn in perspective; turned by hand. */
const turning = (canvas, signal) => {
  let frame = null;
  let yaw = .6;
  let pitch = .4;
  let asked = 0;
  const draw = () => { asked ||= requestAnimationFrame(() => { asked = 0; paint(); }); };
  const turn = (x, y) => { yaw += x; pitch = Math.max(-1.5, Math.min(1.5, pitch + y)); draw(); };
  canvas.addEventListener('pointerdown', event => canvas.setPointerCapture(event.pointerId));
  canvas.addEventListener('pointermove', event => { if (event.buttons) turn(event.movementX / 120, event.movementY / 120); });
  canvas.addEventListener('keydown', event => {
    const by = { ArrowLeft: [-.1, 0], ArrowRight: [.1, 0], ArrowUp: [0, -.1], ArrowDown: [0, .1] }[event.key];
    if (by) { turn(...by); event.preventDefault(); }
  });
  const sized = new ResizeObserver(draw);
  sized.observe(canvas);
  signal.addEventListener('abort', () => sized.disconnect());

  const paint = () => {
    const scale = devicePixelRatio;
    const width = Math.round(canvas.clientWidth * scale);
    const height = Math.round(canvas.clientHeight * scale);
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
    const pen = canvas.getContext('2d');
    pen.clearRect(0, 0, width, height);
    if (!frame) return;
    const flat = frame.dimensions < 3;
    const [sin, cos, sinP, cosP] = flat ? [0, 1, 0, 1] : [Math.sin(yaw), Math.cos(yaw), Math.sin(pitch), Math.cos(pitch)];
    const size = Math.min(width, height) * (flat ? .9 : .55);
    const onto = (x, y, z) => {
      const across = x * cos + z * sin;
      const deep = z * cos - x * sin;
      const down = y * cosP - deep * sinP;
      const depth = deep * cosP + y * sinP;
      const near = flat ? 1 : 2.2 / (2.2 + depth);
      return [width / 2 + across * size * near, height / 2 + down * size * near, near];
    };
    box(pen, onto, flat, getComputedStyle(canvas).color);
    const lower = frame.lower;
    const extent = frame.upper.map((up, i) => up - lower[i] || 1);
    const unit = (value, axis) => axis < frame.dimensions ? (value - lower[axis]) / extent[axis] - .5 : 0;
    const inks = hues(canvas);
    const dots = [];
    for (let i = 0; i < frame.places.length / 3; i++) {
      const [x, y, near] = onto(unit(frame.places[3 * i], 0), -unit(frame.places[3 * i + 1], 1), unit(frame.places[3 * i + 2], 2));
      dots.push([near, x, y, frame.roles[i] ?? 0]);
    }
    dots.sort((a, b) => a[0] - b[0]);
    for (const [near, x, y, role] of dots) {
      pen.globalAlpha = Math.min(1, .35 + near * .45);
      pen.fillStyle = inks[role] ?? inks[0];
      const radius = Math.max(1.2, 2.6 * near) * scale;
      pen.fillRect(x - radius, y - radius, 2 * radius, 2 * radius);
    }
    pen.globalAlpha = 1;
  };
  return { show: next => { frame = next; draw(); } };
};

const box = (pen, onto, flat, ink) => {
  const ends = [-.5, .5];
  pen.strokeStyle = ink;
  pen.globalAlpha = .35;
  pen.beginPath();
  const line = (a, b) => { pen.moveTo(...onto(...a)); pen.lineTo(...onto(...b)); };
  for (const a of ends) {
    for (const b of flat ? [0] : ends) {
      line([-.5, a, b], [.5, a, b]);
      line([a, -.5, b], [a, .5, b]);
      if (!flat) line([a, b, -.5], [a, b, .5]);
    }
  }
  pen.stroke();
  pen.globalAlpha = 1;
};

/** The colours of roles as the page's style resolves them, light or dark. */
const hues = canvas => HUES.map(name => {
  const probe = h('i');
  probe.style.color = `var(${name})`;
  canvas.parentElement.append(probe);
  const ink = getComputedStyle(probe).color;
  probe.remove();
  return ink;
});

/** Measure (line) and diversity (dashed) over the steps, each on its own scale; the measure by its logarithm where it never is 0. */
const plot = curve => {
  const width = 600;
  const height = 220;
  const measures = curve.measures.map(value => value ?? NaN);
  const positive = measures.every(value => !(value <= 0));
  const path = (values, class_) => {
    const known = values.filter(Number.isFinite);
    if (known.length < 2) return null;
    const low = Math.min(...known);
    const high = Math.max(...known);
    const x = i => 10 + (width - 20) * i / (values.length - 1);
    const y = value => height - 20 - (height - 40) * (value - low) / (high - low || 1);
    return svg('path', { class: class_, d: values.map((value, i) => Number.isFinite(value) ? `${i ? 'L' : 'M'}${x(i).toFixed(1)} ${y(value).toFixed(1)}` : '').join('').replace(/^L/, 'M') });
  };
  const steps = curve.every * Math.max(0, measures.length - 1);
  const last = measures.findLast(Number.isFinite);
  return svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `Measure ${last ?? 'unknown'} after ${steps} steps` },
    svg('line', { class: 'grid-line', x1: 10, x2: width - 10, y1: height - 20, y2: height - 20 }),
    path(positive ? measures.map(Math.log10) : measures, 'curve'), path(curve.diversities.map(value => value ?? NaN), 'curve dashed'),
    svg('text', { class: 'soft', x: 12, y: 14 }, `measure${positive ? ' (logarithm)' : ''}; dashed: diversity`), svg('text', { class: 'soft', x: width - 110, y: height - 5 }, `${number(steps)} steps`));
};

/** How strong the trail from each kind of item to each way is. */
const heat = ({ kinds, ways, strengths }) => {
  const cell = { width: 64, height: 22, left: 150, top: 30 };
  const most = Math.max(1e-9, ...strengths);
  return svg('svg', { width: cell.left + ways.length * cell.width + 8, height: cell.top + kinds.length * cell.height + 8, role: 'img', 'aria-label': 'Strength of trails' },
    ways.map((way, i) => svg('text', { class: 'soft', x: cell.left + i * cell.width + 4, y: 20 }, way.length > 9 ? `${way.slice(0, 8)}…` : way)),
    kinds.map((kind, row) => [svg('text', { x: 4, y: cell.top + row * cell.height + 15 }, kind.length > 20 ? `${kind.slice(0, 19)}…` : kind),
      ways.map((way, column) => {
        const value = strengths[row * ways.length + column] ?? 0;
        return svg('rect', { class: 'heat', x: cell.left + column * cell.width, y: cell.top + row * cell.height, width: cell.width - 2, height: cell.height - 2, 'fill-opacity': (value / most).toFixed(3) },
          svg('title', {}, `${kind} → ${way}: ${value.toPrecision(3)}`));
      })]));
};
