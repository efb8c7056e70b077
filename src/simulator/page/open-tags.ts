/** What a tag tells when somebody pressed it and it did its work, in the shape of its documents. */
const DONE: Readonly<Record<string, (tag: Element) => { type: string; detail: object }>> = {
  'wx-open-launch-weapp': () => ({ type: 'launch', detail: {} }),
  'wx-open-launch-app': tag => ({ type: 'launch', detail: { ...appOf(tag), errMsg: 'launch:ok' } }),
  'wx-open-subscribe': tag => ({
    type: 'success',
    detail: { errMsg: 'subscribe:ok', subscribeDetails: accepted(tag.getAttribute('template') ?? '') },
  }),
  'wx-open-audio': () => ({ type: 'play', detail: {} }),
}

/** The open tags (开放标签) of the page, as a client draws them and lets them be pressed. */
export interface OpenTags {
  /** Draws those of these tags that are in the page, and that come into it. */
  draw(tags: readonly string[]): void
  stop(): void
}

/** @param isGranted whether the page, where it stands now, was granted this tag */
export function createOpenTags(isGranted: (tag: string) => boolean): OpenTags {
  const drawn = new Set<string>()

  const drawAll = () => {
    const selector = [...drawn].filter(tag => DONE[tag]).join(',')
    if (selector === '') return
    for (const tag of document.querySelectorAll(selector)) drawOne(tag)
  }

  const drawOne = (tag: Element) => {
    if (tag.shadowRoot) return
    const template = tag.querySelector('template, script[type="text/wxtag-template"]')
    tag.attachShadow({ mode: 'open' }).innerHTML = template?.innerHTML ?? ''
    tag.addEventListener('click', () => press(tag))
    tell(tag, 'ready', {})
  }

  const press = (tag: Element) => {
    const name = tag.localName
    const done = DONE[name]?.(tag)
    if (!isGranted(name)) tell(tag, 'error', { ...appOf(tag), errMsg: `${name}:fail_permission denied` })
    else if (done) tell(tag, done.type, done.detail)
  }

  const watching = new MutationObserver(drawAll)
  return {
    draw(tags) {
      for (const tag of tags) drawn.add(tag)
      drawAll()
      watching.observe(document, { childList: true, subtree: true })
    },
    stop: () => watching.disconnect(),
  }
}

function tell(tag: Element, type: string, detail: object): void {
  tag.dispatchEvent(new CustomEvent(type, { detail }))
}

function appOf(tag: Element): object {
  if (tag.localName !== 'wx-open-launch-app') return {}
  return { appId: tag.getAttribute('appid') ?? '', extInfo: tag.getAttribute('extinfo') ?? '' }
}

/** The user accepts every message. */
function accepted(templates: string): string {
  const status = JSON.stringify({ status: 'accept' })
  return JSON.stringify(Object.fromEntries(templates.split(',').map(id => [id.trim(), status])))
}
