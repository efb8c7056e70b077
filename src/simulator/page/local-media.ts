import { type Bytes, bytesOf, fromBase64, toBase64 } from './bytes.js'
import { type LocalKind, localIdOf } from './local-ids.js'
import { showLocalImages } from './local-images.js'
import { samplePicture } from './sample-pictures.js'
import type { SimulatedClient } from './simulator-types.js'

/** A file of the phone, as a tool or a test has it. */
export type LocalSource = Blob | { dataUrl: string } | { bytes: Bytes; type: string }

/** A file of the phone, which a page knows by its `localId`. */
export interface LocalFile {
  readonly kind: LocalKind
  /** Its media type, such as `image/jpeg`. */
  readonly type: string
  bytes(): Promise<Bytes>
  blob(): Blob
  /** `data:…;base64,…` */
  dataUrl(): Promise<string>
  /** A URL that elements of this page can load; `undefined` in jsdom, where nothing loads. */
  url(): string | undefined
}

/** The files of the simulated phone. */
export interface LocalMedia {
  /** @returns its `localId`, in the form of this client */
  add(file: LocalSource, kind: LocalKind): string
  /** `undefined` if the phone has no such file. */
  get(localId: string): LocalFile | undefined
  /** The `localId` of each of the two pictures that every simulated phone has. */
  samples(): readonly string[]
  /** Makes `<img src={localId}>` show the picture. @returns a function that ends it */
  showImages(): () => void
  /** Releases the memory of the files. */
  close(): void
}

export function createLocalMedia(client: SimulatedClient): LocalMedia {
  const files = new Map<string, LocalFile>()
  const urls: string[] = []
  let samples: readonly string[] | undefined

  const objectUrl = (blob: Blob) => {
    const url = window.URL.createObjectURL?.(blob)
    if (url !== undefined) urls.push(url)
    return url
  }
  const media: LocalMedia = {
    add(source, kind) {
      const localId = localIdOf(files.size + 1, kind, client)
      files.set(keyOf(localId), toFile(source, kind, objectUrl))
      return localId
    },
    get: localId => files.get(keyOf(localId)),
    samples() {
      samples ??= [1, 2].map(picture => media.add({ dataUrl: samplePicture(picture) }, 'image'))
      return samples
    },
    showImages: () => showLocalImages(media),
    close() {
      for (const url of urls) window.URL.revokeObjectURL(url)
    },
  }
  return media
}

/** Browsers write a scheme in lower case: `image.src` is then `wxlocalresource://…`. */
function keyOf(localId: string): string {
  return localId.toLowerCase()
}

function toFile(
  source: LocalSource,
  kind: LocalKind,
  objectUrl: (blob: Blob) => string | undefined,
): LocalFile {
  const content = isBlob(source) ? source : 'bytes' in source ? source.bytes : bytesOfDataUrl(source.dataUrl)
  const given = isBlob(source) || 'bytes' in source ? source.type : typeOfDataUrl(source.dataUrl)
  const type = given || DEFAULT_TYPES[kind]
  const blob = () => (isBlob(content) ? content : new window.Blob([content], { type }))
  const bytes = async () => (isBlob(content) ? bytesOf(content) : content)
  let url: string | undefined
  return {
    kind,
    type,
    bytes,
    blob,
    dataUrl: async () => `data:${type};base64,${toBase64(await bytes())}`,
    url() {
      url ??= objectUrl(blob())
      return url
    },
  }
}

const DEFAULT_TYPES: Readonly<Record<LocalKind, string>> = { image: 'image/jpeg', voice: 'audio/amr' }

/** Also a blob of another realm. */
function isBlob(value: object): value is Blob {
  return 'slice' in value && 'size' in value
}

function typeOfDataUrl(dataUrl: string): string {
  return /^data:([^;,]*)/.exec(dataUrl)?.[1] ?? ''
}

function bytesOfDataUrl(dataUrl: string): Bytes {
  return fromBase64(dataUrl.slice(dataUrl.indexOf(',') + 1))
}
