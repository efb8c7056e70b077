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

/** @param emit sends an event to the page, by the client's name */
export function createPhone(emit: (name: string, data: object) => void): Phone {
  let recordings = 0
  let recording: ReturnType<typeof setTimeout> | undefined
  let playing: ReturnType<typeof setTimeout> | undefined
  let searching: ReturnType<typeof setInterval> | undefined

  const phone: Phone = {
    startRecording() {
      if (recording !== undefined) return false
      recording = setTimeout(() => {
        emit('onVoiceRecordEnd', { err_msg: 'onVoiceRecordEnd:ok', localId: phone.stopRecording() })
      }, MAX_RECORDING_TIME)
      return true
    },
    stopRecording() {
      if (recording === undefined) return undefined
      clearTimeout(recording)
      recording = undefined
      recordings += 1
      return `weixin://resourceid/voice${recordings}`
    },
    play(localId) {
      phone.stopPlaying()
      playing = setTimeout(
        () => emit('onVoicePlayEnd', { err_msg: 'onVoicePlayEnd:ok', localId }),
        PLAYING_TIME,
      )
    },
    stopPlaying() {
      clearTimeout(playing)
    },
    searchBeacons() {
      if (searching !== undefined) return false
      searching = setInterval(
        () => emit('onBeaconsInRange', { err_msg: 'onBeaconsInRange:ok', beacons: BEACONS }),
        1000,
      )
      return true
    },
    stopSearching() {
      clearInterval(searching)
      searching = undefined
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
