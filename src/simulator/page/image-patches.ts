import { override } from './override.js'

/** What the patches of images report. */
export interface ImageListener {
  /** Before an image gets this `src`, or after it lost it (`null`). */
  adapt(image: HTMLImageElement, source: string | null): void
  /** After HTML was parsed into an element. */
  adaptAll(root: Element): void
  /** Whether HTML may contain an image to adapt. */
  concerns(html: string): boolean
  /** Whether the image shows something else than its `src`. */
  isSubstituted(image: HTMLImageElement): boolean
}

/**
 * Reports each `src` of an image as it is set, also outside the document, where no observer and no event reaches.
 *
 * @returns a function that ends it
 */
export function patchImages(listener: ImageListener): () => void {
  const { adapt, adaptAll, concerns, isSubstituted } = listener
  const image = window.HTMLImageElement.prototype
  const undo = [
    override(image, 'src', native => ({
      set(value: unknown) {
        adapt(this, String(value))
        native.set?.call(this, value)
      },
    })),
    override(image, 'currentSrc', native => ({
      get() {
        return isSubstituted(this) ? this.src : native.get?.call(this)
      },
    })),
    override(
      image,
      'setAttribute',
      ({ value: native }: TypedPropertyDescriptor<Element['setAttribute']>) => ({
        value(name: string, value: string) {
          if (isSource(name)) adapt(this, String(value))
          native?.call(this, name, value)
        },
      }),
    ),
    override(
      image,
      'removeAttribute',
      ({ value: native }: TypedPropertyDescriptor<Element['removeAttribute']>) => ({
        value(name: string) {
          native?.call(this, name)
          if (isSource(name)) adapt(this, null)
        },
      }),
    ),
    override(window.Element.prototype, 'innerHTML', native => ({
      set(html: unknown) {
        native.set?.call(this, html)
        if (concerns(String(html))) adaptAll(this)
      },
    })),
    override(
      window.Element.prototype,
      'insertAdjacentHTML',
      ({ value: native }: TypedPropertyDescriptor<Element['insertAdjacentHTML']>) => ({
        value(position: InsertPosition, html: string) {
          native?.call(this, position, html)
          // Before or after the element means beside it.
          if (concerns(String(html))) adaptAll(this.parentElement ?? this)
        },
      }),
    ),
  ]
  return () => {
    for (const end of undo) end()
  }
}

function isSource(name: unknown): boolean {
  return String(name).toLowerCase() === 'src'
}
