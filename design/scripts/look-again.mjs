// A page that waits for long work looks again by itself, without moving focus or scroll position.
// Without this script the page's own meta refresh does the same, less gently.

export function lookAgain(area = document.querySelector("[data-looks-again]")) {
  if (!area) return;
  const pause = Number(area.dataset.looksAgain) * 1000;
  const timer = setInterval(async () => {
    const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    if (!answer || !answer.ok) return; // the next look may succeed
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const news = page.querySelector("[data-looks-again]");
    if (!answer.redirected && news) {
      if (area.innerHTML !== news.innerHTML) area.innerHTML = news.innerHTML;
      return;
    }
    clearInterval(timer);
    location.assign(answer.url);
  }, pause);
}
