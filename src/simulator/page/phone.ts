import type { Clock } from './clock.js'
import type { LocalMedia } from './local-media.js'
import { amrSilence } from './voice-silence.js'

/** The state of the simulated phone between calls: a recording, a sound that is playing, a search for beacons. */
export interface Phone {
  /**
   * Returns `false` if a recording is already running. A recording ends by itself after a minute, with the event
   * `onVoiceRecordEnd`.
   */
  startRecording(): boolean
  /** Returns the recording's `localId`; `undefined` if none was running. */
  stopRecording(): string | undefined
  /** Plays a recording, which ends with the event `onVoicePlayEnd`. A second call replaces the first. */
  play(localId: string): void
  stopPlaying(): void
  /** Emits `onBeaconsInRange` every second. Returns `false` if a search is already running. */
  searchBeacons(): boolean
  stopSearching(): void
  /** Stops everything that is running. */
  switchOff(): void
}

/** The guide's limit, in ms. */
const MAX_RECORDING_TIME = 60_000

/** How long every recording takes to play, in ms. */
const PLAYING_TIME = 2000

const BEACON_INTERVAL = 1000

/** @param emit sends an event to the page, by the client's name */
export function createPhone(
  clock: Clock,
  media: LocalMedia,
  emit: (name: string, data: object) => void,
): Phone {
  let endRecording: (() => void) | undefined
  let endPlaying: (() => void) | undefined
  let endSearch: (() => void) | undefined

  const phone: Phone = {
    startRecording() {
      if (endRecording) return false
      endRecording = clock.after(MAX_RECORDING_TIME, () => {
        emit('onVoiceRecordEnd', { err_msg: 'onVoiceRecordEnd:ok', localId: phone.stopRecording() })
      })
      return true
    },
    stopRecording() {
      if (!endRecording) return undefined
      endRecording()
      endRecording = undefined
      return media.add({ bytes: amrSilence(), type: 'audio/amr' }, 'voice')
    },
    play(localId) {
      phone.stopPlaying()
      endPlaying = clock.after(PLAYING_TIME, () =>
        emit('onVoicePlayEnd', { err_msg: 'onVoicePlayEnd:ok', localId }),
      )
    },
    stopPlaying() {
      endPlaying?.()
    },
    searchBeacons() {
      if (endSearch) return false
      endSearch = clock.every(BEACON_INTERVAL, () =>
        emit('onBeaconsInRange', { err_msg: 'onBeaconsInRange:ok', beacons: BEACONS }),
      )
      return true
    },
    stopSearching() {
      endSearch?.()
      endSearch = undefined
    },
    switchOff() {
      phone.stopRecording()
      phone.stopPlaying()
      phone.stopSearching()
    },
  }
  return phone
}

/** As clients send them: numbers are text. */
const BEACONS = [
  {
    uuid: 'FDA50693-A4E2-4FB1-AFCF-C6EB07647825',
    major: '10',
    minor: '7',
    accuracy: '0.42',
    rssi: '-51',
    proximity: '1',
    heading: '90',
  },
  {
    uuid: 'FDA50693-A4E2-4FB1-AFCF-C6EB07647825',
    major: '10',
    minor: '8',
    accuracy: '3.16',
    rssi: '-74',
    proximity: '3',
    heading: '270',
  },
]
