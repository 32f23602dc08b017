// The values under the pointer, in all plots at once: they have the same moments.
const plots = [...document.querySelectorAll('.plot')].map(figure => ({
  figure, svg: figure.querySelector('svg'), pointer: figure.querySelector('.pointer'), moment: figure.querySelector('.moment'),
  seconds: figure.dataset.x.split(' ').map(Number), unit: figure.dataset.unit,
  outputs: [...figure.querySelectorAll('.key output')].map(output => ({ output, values: output.dataset.values.split(' ') })),
}));
const LEFT = 52, RIGHT = 12, WIDTH = 960;
function show(share) {
  for (const plot of plots) {
    const last = plot.seconds[plot.seconds.length - 1], wanted = share * last;
    let nearest = 0;
    plot.seconds.forEach((second, i) => { if (Math.abs(second - wanted) < Math.abs(plot.seconds[nearest] - wanted)) nearest = i; });
    const x = LEFT + plot.seconds[nearest] / last * (WIDTH - LEFT - RIGHT);
    plot.pointer.setAttribute('x1', x);
    plot.pointer.setAttribute('x2', x);
    plot.pointer.style.visibility = 'visible';
    plot.moment.textContent = plot.seconds[nearest] + ' s';
    plot.outputs.forEach(({ output, values }) => { output.textContent = values[nearest] + (plot.unit ? ' ' + plot.unit : ''); });
  }
}
function hide() {
  for (const plot of plots) {
    plot.pointer.style.visibility = 'hidden';
    plot.moment.textContent = '';
    plot.outputs.forEach(({ output }) => { output.textContent = ''; });
  }
}
for (const plot of plots) {
  plot.svg.addEventListener('pointermove', event => {
    const box = plot.svg.getBoundingClientRect(), at = (event.clientX - box.left) / box.width * WIDTH;
    show(Math.min(1, Math.max(0, (at - LEFT) / (WIDTH - LEFT - RIGHT))));
  });
  plot.svg.addEventListener('pointerleave', hide);
}
