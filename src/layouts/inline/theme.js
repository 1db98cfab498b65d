// Before the first paint: the reader's stored choice of colours. Without one the device decides.
try {
  const theme = localStorage.getItem('unrolled.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {}
