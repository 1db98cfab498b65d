/** The reader's choice of colours, kept on this device if it lets us. Written before the first paint by theme.js. */

const order = ['auto', 'light', 'dark'] as const;
type Theme = (typeof order)[number];

const button = document.querySelector<HTMLButtonElement>('.theme');

if (button) {
  show(button, current());
  button.hidden = false;
  button.addEventListener('click', () => {
    const next = order[(order.indexOf(current()) + 1) % order.length] ?? 'auto';
    document.documentElement.dataset.theme = next;
    store(next);
    show(button, next);
  });
}

// Paper is white whatever the screen is.
let beforePrint: string | undefined;
window.addEventListener('beforeprint', () => {
  beforePrint = document.documentElement.dataset.theme ?? '';
  document.documentElement.dataset.theme = 'light';
});
window.addEventListener('afterprint', () => {
  if (beforePrint) document.documentElement.dataset.theme = beforePrint;
  else delete document.documentElement.dataset.theme;
});

function current(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return order.find((theme) => theme === chosen) ?? 'auto';
}

function show(at: HTMLButtonElement, theme: Theme): void {
  const label = at.dataset[theme] ?? '';
  at.dataset.now = theme;
  at.setAttribute('aria-label', label);
  at.title = label;
}

function store(theme: Theme): void {
  try {
    localStorage.setItem('unrolled.theme', theme);
  } catch {
    // Storage may be full or forbidden; the choice then lasts as long as the page.
  }
}
