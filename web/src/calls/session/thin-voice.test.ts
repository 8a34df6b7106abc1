import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lengthenFrames, withLongFrames } from './thin-voice.ts'

const lines = (...all: string[]) => all.map((line) => `${line}\r\n`).join('')
const SESSION = ['v=0', 's=-']
const AUDIO = ['m=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=mid:0', 'a=rtpmap:111 opus/48000/2']
const VIDEO = ['m=video 9 UDP/TLS/RTP/SAVPF 96', 'a=mid:1']
const LONG = ['a=ptime:60', 'a=maxptime:60']

test('[CALL-16/weak] long pieces are asked for of sound alone, once', async () => {
  const sdp = lines(...SESSION, ...AUDIO, 'a=ptime:20', ...VIDEO)
  const asked = lines(...SESSION, ...AUDIO, ...LONG, ...VIDEO)
  assert.equal(withLongFrames(sdp), asked)
  assert.equal(withLongFrames(asked), asked)
  const taken: string[] = []
  const transport = {
    async setRemoteDescription({ sdp = '' }: RTCSessionDescriptionInit) {
      taken.push(sdp)
      return true
    },
  }
  lengthenFrames(transport)
  lengthenFrames(transport)
  await transport.setRemoteDescription({ type: 'answer', sdp })
  assert.deepEqual(taken, [asked])
})
