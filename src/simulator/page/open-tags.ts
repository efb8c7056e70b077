/** The event that each tag dispatches after a successful press, as WeChat documents it. */
const SUCCESS_EVENTS: Readonly<Record<string, (tag: Element) => { type: string; detail: object }>> = {
  'wx-open-launch-weapp': () => ({ type: 'launch', detail: {} }),
  'wx-open-launch-app': tag => ({ type: 'launch', detail: { ...appAttributes(tag), errMsg: 'launch:ok' } }),
  'wx-open-subscribe': tag => ({
    type: 'success',
    detail: { errMsg: 'subscribe:ok', subscribeDetails: acceptAll(tag.getAttribute('template') ?? '') },
  }),
  'wx-open-audio': () => ({ type: 'play', detail: {} }),
}

/** Renders the open tags (开放标签) of the page and handles clicks on them, as a client does. */
export interface OpenTags {
  /** Renders all elements with these names, including ones that are added to the page later. */
  render(tags: readonly string[]): void
  /** Stops watching the page for new elements. */
  stop(): void
}

/** @param isGranted whether the page's current URL has the permission for this tag */
export function createOpenTags(isGranted: (tag: string) => boolean): OpenTags {
  const enabled = new Set<string>()

  const renderAll = () => {
    const selector = [...enabled].filter(tag => SUCCESS_EVENTS[tag]).join(',')
    // A closed window of jsdom has no document, and still calls its observers.
    if (selector === '' || !window.document) return
    for (const tag of window.document.querySelectorAll(selector)) renderOne(tag)
  }

  const renderOne = (tag: Element) => {
    if (tag.shadowRoot) return
    const template = tag.querySelector('template, script[type="text/wxtag-template"]')
    tag.attachShadow({ mode: 'open' }).innerHTML = template?.innerHTML ?? ''
    tag.addEventListener('click', () => press(tag))
    dispatch(tag, 'ready', {})
  }

  const press = (tag: Element) => {
    const name = tag.localName
    const success = SUCCESS_EVENTS[name]?.(tag)
    if (!isGranted(name))
      dispatch(tag, 'error', { ...appAttributes(tag), errMsg: `${name}:fail_permission denied` })
    else if (success) dispatch(tag, success.type, success.detail)
  }

  const observer = new window.MutationObserver(renderAll)
  return {
    render(tags) {
      for (const tag of tags) enabled.add(tag)
      renderAll()
      observer.observe(window.document, { childList: true, subtree: true })
    },
    stop: () => observer.disconnect(),
  }
}

function dispatch(tag: Element, type: string, detail: object): void {
  tag.dispatchEvent(new window.CustomEvent(type, { detail }))
}

function appAttributes(tag: Element): object {
  if (tag.localName !== 'wx-open-launch-app') return {}
  return { appId: tag.getAttribute('appid') ?? '', extInfo: tag.getAttribute('extinfo') ?? '' }
}

/** The simulated user accepts every message template. */
function acceptAll(templates: string): string {
  const status = JSON.stringify({ status: 'accept' })
  return JSON.stringify(Object.fromEntries(templates.split(',').map(id => [id.trim(), status])))
}
