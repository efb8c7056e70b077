import type { DefaultAnswers } from './default-answer.js'

export const VOICE_ANSWERS: DefaultAnswers<
  | 'startRecord'
  | 'stopRecord'
  | 'playVoice'
  | 'pauseVoice'
  | 'stopVoice'
  | 'uploadVoice'
  | 'downloadVoice'
  | 'translateVoice'
> = {
  startRecord: (_parameters, { phone }) => (phone.startRecording() ? {} : new Error('already recording')),
  stopRecord: (_parameters, { phone }) => {
    const localId = phone.stopRecording()
    return localId === undefined ? new Error('not recording') : { localId }
  },
  playVoice: ({ localId }, { phone }) => {
    phone.play(String(localId))
    return {}
  },
  pauseVoice: (_parameters, { phone }) => {
    phone.stopPlaying()
    return {}
  },
  stopVoice: (_parameters, { phone }) => {
    phone.stopPlaying()
    return {}
  },
  async uploadVoice({ localId }, { transfers }) {
    const serverId = await transfers.upload('voice', localId)
    return serverId instanceof Error ? serverId : { serverId }
  },
  async downloadVoice({ serverId }, { transfers }) {
    const localId = await transfers.download('voice', serverId)
    return localId instanceof Error ? localId : { localId }
  },
  translateVoice: () => ({ translateResult: '今天天气很好。' }),
}
