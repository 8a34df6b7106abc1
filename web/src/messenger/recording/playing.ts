import { create } from 'zustand'
import type { Attachment } from '#contract/messenger/attachment.ts'
import { keep, recall } from '#web/kit/account/kept.ts'

export const SPEEDS = [1, 1.5, 2] as const
export type Speed = (typeof SPEEDS)[number]

const [SPEED, HEARD] = ['voice.speed', 'voice.heard']
/** So many voice messages this device remembers to have been heard. */
const HEARD_MAX = 2_000

type Sound = Pick<Attachment, 'id'>

interface Playing {
  /** The file that plays or has been stopped in its middle. */
  id: string | null
  state: 'loading' | 'playing' | 'paused' | 'broken'
  ms: number
  speed: Speed
  /** Files that were played on this device. */
  heard: ReadonlySet<string>
}

export const usePlaying = create<Playing>()(() => ({
  id: null,
  state: 'paused',
  ms: 0,
  speed: SPEEDS.find((speed) => speed === recall<number>(SPEED)) ?? 1,
  heard: new Set(recall<string[]>(HEARD) ?? []),
}))

export interface Player {
  /** Where the sound is, for this session; null when it is refused, which the person has been told. */
  addressOf: (sound: Sound) => Promise<string | null>
  /** Which voice message comes after this one in its chat. */
  nextOf: (sound: Sound) => Attachment | null
}

let audio: HTMLAudioElement | null = null
let player: Player | null = null
/** Where it was begun: whoever goes elsewhere wants to hear something else. */
let page = ''

function element(): HTMLAudioElement {
  if (audio !== null) return audio
  audio = new Audio()
  audio.ontimeupdate = () => {
    if (location.pathname !== page) pause()
    usePlaying.setState({ ms: audio!.currentTime * 1_000 })
  }
  audio.onplaying = () => usePlaying.setState({ state: 'playing' })
  audio.onpause = () => usePlaying.setState(({ state }) => (state === 'broken' ? {} : { state: 'paused' }))
  audio.onerror = () => usePlaying.setState({ state: 'broken' })
  audio.onended = () => {
    const { id } = usePlaying.getState()
    const next = id === null ? null : (player?.nextOf({ id }) ?? null)
    usePlaying.setState({ state: 'paused', ms: 0 })
    if (next !== null) void play(next, player!)
  }
  return audio
}

/** Plays a voice message, from where it was stopped or from `ms` on; whatever else plays stops. */
export async function play(sound: Sound, with_: Player, ms?: number): Promise<void> {
  const { id, state, speed } = usePlaying.getState()
  const own = element()
  player = with_
  page = location.pathname
  if (id === sound.id && state !== 'broken') {
    if (ms !== undefined) own.currentTime = ms / 1_000
  } else {
    own.pause()
    usePlaying.setState({ id: sound.id, state: 'loading', ms: ms ?? 0 })
    const url = await with_.addressOf(sound)
    if (usePlaying.getState().id !== sound.id) return
    if (url === null) {
      usePlaying.setState({ id: null, state: 'paused', ms: 0 })
      return
    }
    own.src = `${url}&play=1`
    own.currentTime = (ms ?? 0) / 1_000
  }
  own.playbackRate = speed
  own.defaultPlaybackRate = speed
  noteHeard(sound.id)
  // What cannot be played is told by the element itself.
  await own.play().catch(() => undefined)
}

export function pause(): void {
  audio?.pause()
}

/** Moves within what plays or has been stopped. */
export function seek(ms: number): void {
  if (audio === null) return
  audio.currentTime = ms / 1_000
  usePlaying.setState({ ms })
}

/** The next of the speeds; kept on this device. */
export function changeSpeed(): void {
  const { speed } = usePlaying.getState()
  const next = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length]!
  if (audio !== null) {
    audio.playbackRate = next
    audio.defaultPlaybackRate = next
  }
  keep(SPEED, next)
  usePlaying.setState({ speed: next })
}

function noteHeard(id: string): void {
  const { heard } = usePlaying.getState()
  if (heard.has(id)) return
  const all = [...heard, id].slice(-HEARD_MAX)
  keep(HEARD, all)
  usePlaying.setState({ heard: new Set(all) })
}
