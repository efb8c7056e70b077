import { patchImages } from './image-patches.js'

/** Which images show something else than their `src`. */
export interface ImageSubstitutes {
  /** A quick check of a `src`, or of HTML that may contain one. */
  concerns(text: string): boolean
  /** The URL to show instead of this `src`; `undefined` to leave the image alone. */
  substituteFor(source: string): string | undefined
  /** A URL for pages whose security policy forbids the first one. */
  fallbackFor(source: string): Promise<string | undefined>
}

/**
 * Shows other images than pages ask for. The image to show goes into `srcset`, which browsers prefer to `src`: so the `src` of the
 * page stays in place for properties, attributes, selectors and clones, is never requested, and fires no error.
 *
 * A page's own `srcset` is left alone, as is `<picture>`.
 *
 * @returns a function that ends it. Images that are shown stay.
 */
export function showInstead({ concerns, substituteFor, fallbackFor }: ImageSubstitutes): () => void {
  const substitutes = new Set<string>()
  let ended = false

  const isSubstituted = (image: HTMLImageElement) => substitutes.has(image.getAttribute('srcset') ?? '')
  const substitute = (image: HTMLImageElement, url: string) => {
    substitutes.add(url)
    if (image.getAttribute('srcset') === url) return
    image.setAttribute('srcset', url)
    // Outside the document no event reaches the window. A listener that captures runs before those of the page.
    image.addEventListener('error', onError, true)
  }
  const adapt = (image: HTMLImageElement, source: string | null) => {
    if (ended || (image.hasAttribute('srcset') && !isSubstituted(image))) return
    const url = source !== null && concerns(source) ? substituteFor(source) : undefined
    if (url !== undefined) substitute(image, url)
    else if (image.hasAttribute('srcset')) image.removeAttribute('srcset')
  }
  const adaptAll = (root: Element) => {
    const images = root instanceof window.HTMLImageElement ? [root] : root.getElementsByTagName('img')
    for (const image of images) adapt(image, image.getAttribute('src'))
  }

  /** An image that a parser created may have failed before it was adapted: the page must not notice. */
  const onError = (event: Event) => {
    const image = event.target
    if (!(image instanceof window.HTMLImageElement)) return
    const source = image.getAttribute('src') ?? ''
    if (!concerns(source) || substituteFor(source) === undefined) return
    const url = image.getAttribute('srcset') ?? ''
    if (url.startsWith('blob:') && isSubstituted(image)) {
      event.stopImmediatePropagation()
      fallbackFor(source).then(fallback => fallback && substitute(image, fallback), ignore)
    } else if (url === '') {
      event.stopImmediatePropagation()
      adapt(image, source)
    }
  }

  const observer = new window.MutationObserver(records => {
    for (const { type, target, addedNodes } of records)
      for (const node of type === 'attributes' ? [target] : addedNodes)
        if (node instanceof window.Element) adaptAll(node)
  })
  observer.observe(window.document, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ['src'],
  })
  window.addEventListener('error', onError, true)
  const unpatch = patchImages({ adapt, adaptAll, concerns, isSubstituted })
  // Before the document is parsed, there is no element.
  if (window.document.documentElement) adaptAll(window.document.documentElement)
  return () => {
    ended = true
    observer.disconnect()
    window.removeEventListener('error', onError, true)
    unpatch()
  }
}

function ignore(): void {}
