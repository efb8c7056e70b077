/** What goes on in the phone between one call and the next: a recording, a sound, a search. */
export interface Phone {
  /** `false` where one runs. It ends by itself after a minute, and says so. */
  startRecording(): boolean
  /** The recording's id; `undefined` where none ran. */
  stopRecording(): string | undefined
  /** Says when it has come to its end. */
  play(localId: string): void
  stopPlaying(): void
  /** Says each second which beacons are near. `false` where it does so already. */
  searchBeacons(): boolean
  stopSearching(): void
  switchOff(): void
}

/** The guide's limit. */
const LONGEST_RECORDING = 60_000

/** How long every recording of this phone takes to play. */
const PLAYING_TIME = 2000

/** @param emit tells the page of an event, by the client's name */
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
      }, LONGEST_RECORDING)
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

/** As clients send them, numbers as text. */
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
