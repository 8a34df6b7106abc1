import {
  ConnectionQuality,
  DisconnectReason,
  LocalAudioTrack,
  type LocalTrack,
  LocalVideoTrack,
  type Participant,
  type RemoteParticipant,
  RemoteTrackPublication,
  Room,
  RoomEvent,
  Track,
  type VideoCaptureOptions,
  VideoPresets,
  VideoQuality,
} from 'livekit-client'
import { type Choices, type Quality, type Saving, useChoices } from '../choices.ts'
import { LinkKeeper } from '../link/link-keeper.ts'
import { type Strain, savedBy } from '../link/strain.ts'
import { openCover } from '../picture/open-cover.ts'
import { type Camera, OwnCamera } from '../picture/own-camera.ts'
import { tellBackgroundTrouble } from '../picture/tell-trouble.ts'
import { openSuppressor } from '../sound/open-suppressor.ts'
import { tellSoundTrouble } from '../sound/tell-trouble.ts'
import { captureOf, treatMicrophone } from '../sound/treat-microphone.ts'
import type { Film, Occupant } from './call-state.ts'
import { lengthenFrames, THIN_VOICE } from './thin-voice.ts'

/** Everything after which the page draws the call anew. */
const CHANGES = [
  RoomEvent.Connected,
  RoomEvent.ParticipantConnected,
  RoomEvent.ParticipantDisconnected,
  RoomEvent.TrackPublished,
  RoomEvent.TrackUnpublished,
  RoomEvent.TrackSubscribed,
  RoomEvent.TrackUnsubscribed,
  RoomEvent.TrackMuted,
  RoomEvent.TrackUnmuted,
  RoomEvent.LocalTrackPublished,
  RoomEvent.LocalTrackUnpublished,
  RoomEvent.ActiveSpeakersChanged,
  RoomEvent.ConnectionQualityChanged,
  RoomEvent.Reconnected,
  RoomEvent.AudioPlaybackStatusChanged,
] as const
/** Changes that come in a burst are drawn together. Milliseconds. */
const TOGETHER_MS = 60
/** With so many people, who is silent is not listened to: each of them would be a line of every agreement with the server. */
const MANY = 30
/** So many films and voices tell how the link is. */
const MEASURED = 12
const RESOLUTIONS: Readonly<Record<Quality, (typeof VideoPresets)['h720']['resolution']>> = {
  high: VideoPresets.h720.resolution,
  usual: VideoPresets.h540.resolution,
  low: VideoPresets.h180.resolution,
}

/** What one publishes, on its way from one room into another. */
export interface GivenTrack {
  readonly track: LocalTrack
  readonly source: Track.Source
}

type Processor = NonNullable<VideoCaptureOptions['processor']>

export interface LiveRoomParts {
  readonly choices: () => Choices
  readonly onChange: () => void
  /** What the link was spared before, when this is another try. */
  readonly strain: Strain
  readonly onMending: (mending: boolean) => void
  /** What the own link is spared from now on. */
  readonly onStrain: (strain: Strain) => void
  /** The media server has let this session go, or cannot be reached. */
  readonly onLost: (elsewhere: boolean) => void
}

/** The media of one call: what is heard and seen of the others, and what they get of us. The only place that knows LiveKit. */
export class LiveRoom {
  readonly #parts: LiveRoomParts
  readonly #room: Room
  readonly #sounds = document.createElement('div')
  readonly #films = new WeakMap<Track, Film>()
  readonly #wanted = new WeakMap<RemoteTrackPublication, boolean>()
  #shown: ReadonlySet<string> = new Set()
  #main: string | null = null
  #saving: Saving
  #timer: ReturnType<typeof setTimeout> | null = null
  #isLeaving = false
  #treating: Promise<unknown> = Promise.resolve()
  readonly #camera: OwnCamera
  readonly #link: LinkKeeper
  #isThin = false
  #thinned: LocalAudioTrack | null = null
  readonly #stop: () => void

  constructor(parts: LiveRoomParts) {
    this.#parts = parts
    this.#saving = parts.choices().saving
    this.#room = this.#makeRoom()
    this.#sounds.hidden = true
    document.body.append(this.#sounds)
    for (const event of CHANGES) this.#room.on(event, () => this.#changed())
    this.#room
      .on(RoomEvent.TrackSubscribed, (track) => {
        if (track.kind === Track.Kind.Audio) this.#sounds.append(track.attach())
      })
      .on(RoomEvent.TrackUnsubscribed, (track) => {
        for (const element of track.detach()) if (track.kind === Track.Kind.Audio) element.remove()
      })
      .on(RoomEvent.ConnectionQualityChanged, (quality) => {
        if (quality === ConnectionQuality.Poor) this.#thin()
      })
      .on(RoomEvent.SignalReconnecting, () => parts.onMending(true))
      .on(RoomEvent.Reconnecting, () => parts.onMending(true))
      .on(RoomEvent.Reconnected, () => parts.onMending(false))
      .on(RoomEvent.Disconnected, (reason) => {
        if (!this.#isLeaving) parts.onLost(reason === DisconnectReason.DUPLICATE_IDENTITY)
      })
    if (parts.strain > 0) this.#thin()
    this.#camera = this.#makeCamera()
    this.#link = new LinkKeeper({
      strain: parts.strain,
      choices: parts.choices,
      reports: () => this.#reports(),
      onStrain: (strain) => this.#spare(strain),
    })
    this.#stop = useChoices.subscribe(({ sound, background, quality, savesItself }, before) => {
      if (sound !== before.sound) this.#treat()
      if (savesItself !== before.savesItself) this.#link.reset()
      if (background !== before.background || quality !== before.quality) void this.#camera.follow().catch(() => {})
    })
  }

  #makeCamera(): OwnCamera {
    const own = this.#room.localParticipant
    const { choices } = this.#parts
    return new OwnCamera({
      choices,
      published() {
        const { track } = own.getTrackPublication(Track.Source.Camera) ?? {}
        return track instanceof LocalVideoTrack ? (track as Camera) : null
      },
      async publish(cover) {
        const resolution = RESOLUTIONS[choices().quality]
        await own.setCameraEnabled(true, { resolution, ...(cover === null ? {} : { processor: cover as Processor }) })
      },
      turn: async (on) => void (await own.setCameraEnabled(on)),
      withdraw: async (camera) => void (await own.unpublishTrack(camera as unknown as LocalVideoTrack, true)),
      openCover,
      onTrouble: (kind, cameraIsOff) => {
        tellBackgroundTrouble(kind, cameraIsOff)
        this.#changed()
      },
    })
  }

  #makeRoom(): Room {
    const { microphoneId, cameraId, speakerId, sound } = this.#parts.choices()
    return new Room({
      adaptiveStream: true,
      dynacast: true,
      audioCaptureDefaults: {
        ...captureOf(sound),
        ...(microphoneId === '' ? {} : { deviceId: microphoneId }),
      },
      ...(cameraId === '' ? {} : { videoCaptureDefaults: { deviceId: cameraId } }),
      ...(speakerId === '' ? {} : { audioOutput: { deviceId: speakerId } }),
      publishDefaults: { simulcast: true, videoCodec: 'vp8', dtx: true, red: true },
    })
  }

  /** @throws whatever keeps the media from coming together */
  async connect(url: string, token: string): Promise<void> {
    await this.#room.connect(url, token, { autoSubscribe: false })
    this.#subscribe()
  }

  async leave(): Promise<void> {
    this.#isLeaving = true
    this.#stop()
    this.#link.stop()
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#room.disconnect(true)
    this.#sounds.remove()
  }

  /** Gives what is published here away, with its devices, so that another room goes on with it. */
  async giveTracks(): Promise<GivenTrack[]> {
    const own = this.#room.localParticipant
    const given: GivenTrack[] = []
    for (const { track, source } of own.trackPublications.values()) {
      if (track === undefined) continue
      await own.unpublishTrack(track, false)
      given.push({ track, source })
    }
    return given
  }

  /** Publishes what another room has given away. */
  async takeTracks(given: readonly GivenTrack[]): Promise<void> {
    for (const { track, source } of given) {
      const isScreen = source === Track.Source.ScreenShare
      await this.#room.localParticipant.publishTrack(track, { source, ...(isScreen ? { simulcast: false } : {}) })
    }
    this.#treat()
    void this.#camera.adopt().catch(() => {})
  }

  get isSilenced(): boolean {
    return !this.#room.canPlaybackAudio
  }

  /** To be called from a press: some browsers play nothing before one. */
  startSound(): Promise<void> {
    return this.#room.startAudio()
  }

  /** Nothing is published before the first time that it is switched on. */
  async setMicrophone(on: boolean): Promise<void> {
    await this.#room.localParticipant.setMicrophoneEnabled(on, captureOf(this.#parts.choices().sound))
    if (on) this.#treat()
  }

  /** One treatment after the other, beside everything else: whoever lets go of the key that speaks is silent at once. */
  #treat(): void {
    this.#treating = this.#treating
      .then(() => this.#treatNow())
      // A microphone that is gone stands as switched off, and is opened anew by a press.
      .catch(() => this.#room.localParticipant.setMicrophoneEnabled(false).catch(() => {}))
  }

  /** Only while one speaks: a microphone that is opened again while it is off would be on for a moment. */
  async #treatNow(): Promise<void> {
    const { track } = this.#room.localParticipant.getTrackPublication(Track.Source.Microphone) ?? {}
    if (!(track instanceof LocalAudioTrack) || track.isMuted || this.#isLeaving) return
    const open = () => openSuppressor(() => tellSoundTrouble('failed'))
    const trouble = await treatMicrophone(track, this.#parts.choices().sound, open)
    if (trouble !== null) tellSoundTrouble(trouble)
    await this.#thinOut(track)
  }

  /** Published anew where it was published with copies: that cannot be taken from it. */
  async #thinOut(track: LocalAudioTrack): Promise<void> {
    if (!this.#isThin || this.#thinned === track) return
    const own = this.#room.localParticipant
    if (this.#link.strain > 0) lengthenFrames(this.#room.engine.pcManager?.publisher)
    await own.unpublishTrack(track, false)
    await own.publishTrack(track, { ...THIN_VOICE, source: Track.Source.Microphone })
    this.#thinned = track
  }

  /** What connections tell of themselves; of the others those few who are heard or seen. */
  async #reports(): Promise<RTCStatsReport[]> {
    const { remoteParticipants, localParticipant } = this.#room
    const tracks = [localParticipant, ...remoteParticipants.values()]
      .flatMap((each: Participant) => [...each.trackPublications.values()])
      .flatMap(({ track }) => track ?? [])
    const reports = await Promise.all(tracks.slice(0, MEASURED).map((track) => track.getRTCStatsReport()))
    return reports.filter((report) => report !== undefined)
  }

  #spare(strain: Strain): void {
    this.#subscribe()
    void this.#holdCamera().catch(() => {})
    if (strain > 0) this.#thin()
    this.#parts.onStrain(strain)
  }

  /** The own camera stays open and is not sent while the link is too weak for it. */
  async #holdCamera(): Promise<void> {
    const { track } = this.#room.localParticipant.getTrackPublication(Track.Source.Camera) ?? {}
    if (track instanceof LocalVideoTrack) {
      await (this.#link.strain === 2 ? track.pauseUpstream() : track.resumeUpstream())
    }
  }

  /** Once somebody’s link is weak, one’s own or that of a listener, it stays so for this stay: each change is a gap. */
  #thin(): void {
    if (this.#isThin) return
    this.#isThin = true
    Object.assign(this.#room.options.publishDefaults ?? {}, THIN_VOICE)
    this.#treat()
  }

  async setCamera(on: boolean): Promise<void> {
    await this.#camera.set(on)
    if (on) await this.#holdCamera()
  }

  /** One layer only: of several a browser may go on showing the coarse one after a change of tabs. */
  async setScreen(on: boolean): Promise<void> {
    await this.#room.localParticipant.setScreenShareEnabled(
      on,
      { audio: true, contentHint: 'detail', selfBrowserSurface: 'exclude', surfaceSwitching: 'include' },
      { simulcast: false },
    )
  }

  async setDevice(kind: MediaDeviceKind, deviceId: string): Promise<void> {
    await this.#room.switchActiveDevice(kind, deviceId === '' ? 'default' : deviceId)
  }

  /** Whose cameras are on the screen, and which of them is the large one; the others are not fetched. */
  setShown(sessionIds: readonly string[], main: string | null): void {
    this.#shown = new Set(sessionIds)
    this.#main = main
    this.#subscribe()
  }

  setSaving(saving: Saving): void {
    this.#saving = saving
    this.#subscribe()
  }

  /** Everybody who is there, oneself first, then as they came. */
  occupants(): Occupant[] {
    const others = [...this.#room.remoteParticipants.values()].sort(
      (one, other) => (one.joinedAt?.getTime() ?? 0) - (other.joinedAt?.getTime() ?? 0),
    )
    return [this.#occupantOf(this.#room.localParticipant, true), ...others.map((each) => this.#occupantOf(each, false))]
  }

  #occupantOf(participant: Participant, isSelf: boolean): Occupant {
    const of = (source: Track.Source) => {
      const publication = participant.getTrackPublication(source)
      return { on: publication !== undefined && !publication.isMuted, track: publication?.track ?? null }
    }
    const camera = of(Track.Source.Camera)
    const screen = of(Track.Source.ScreenShare)
    const quality = participant.connectionQuality
    return {
      sessionId: participant.identity,
      isSelf,
      microphone: of(Track.Source.Microphone).on,
      hasCamera: camera.on,
      camera: camera.on ? this.#filmOf(camera.track) : null,
      hasScreen: screen.on,
      screen: screen.on ? this.#filmOf(screen.track) : null,
      speaks: participant.isSpeaking,
      link: quality === ConnectionQuality.Lost ? 'lost' : quality === ConnectionQuality.Poor ? 'poor' : 'good',
    }
  }

  /** The same one for the same track, so that what shows it need not begin anew. */
  #filmOf(track: Track | null): Film | null {
    if (track === null) return null
    const known = this.#films.get(track)
    if (known !== undefined) return known
    const film: Film = {
      id: track.sid ?? track.mediaStreamTrack.id,
      show(element) {
        track.attach(element)
        return () => track.detach(element)
      },
    }
    this.#films.set(track, film)
    return film
  }

  #subscribe(): void {
    for (const participant of this.#room.remoteParticipants.values()) {
      for (const publication of participant.trackPublications.values()) {
        if (!(publication instanceof RemoteTrackPublication)) continue
        const wanted = this.#isWanted(participant, publication)
        if (this.#wanted.get(publication) !== wanted) {
          this.#wanted.set(publication, wanted)
          publication.setSubscribed(wanted)
        }
        if (wanted && publication.source === Track.Source.Camera && publication.isSubscribed) {
          publication.setVideoQuality(this.#link.strain > 0 ? VideoQuality.LOW : VideoQuality.HIGH)
        }
      }
    }
  }

  #isWanted({ identity }: RemoteParticipant, publication: RemoteTrackPublication): boolean {
    const { source, isMuted } = publication
    if (source === Track.Source.ScreenShareAudio) return true
    const saving = savedBy(this.#saving, this.#link.strain)
    if (source === Track.Source.ScreenShare) return saving !== 'audio'
    if (source === Track.Source.Microphone) {
      return !isMuted || (this.#wanted.get(publication) === true && this.#room.numParticipants <= MANY)
    }
    if (isMuted || !this.#shown.has(identity)) return false
    return saving === 'all' || (saving === 'speaker' && identity === this.#main)
  }

  #changed(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      this.#subscribe()
      this.#parts.onChange()
    }, TOGETHER_MS)
  }
}
