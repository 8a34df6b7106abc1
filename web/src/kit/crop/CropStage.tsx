import { Button } from '@vkontakte/vkui'
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import styles from './crop.module.css'
import { t } from './crop.texts.ts'
import { type Crop, firstCrop, moveCrop, type Sides, zoomCrop, zoomMax, zoomOf } from './crop.ts'

/** Part of the square by which an arrow moves it, and how much nearer a plus brings it. */
const STEP = 0.05
const ZOOM_STEP = 1.1
/** Side of the square that is sent, at most; the largest photo on a screen has half of it. */
const SENT_SIDE = 1_024
const SENT_QUALITY = 0.92

interface CropStageProps {
  url: string
  /** The browser does not open the file. */
  onUnreadable: () => void
  onCancel: () => void
  onDone: (square: Blob) => void
}

/** Cuts a square out of a picture: drawn with a finger or a mouse, moved by arrows, brought nearer by a slider or plus. */
export function CropStage({ url, onUnreadable, onCancel, onDone }: CropStageProps) {
  const image = useRef<HTMLImageElement>(null)
  const stage = useRef<HTMLDivElement>(null)
  const [picture, setPicture] = useState<Sides | null>(null)
  const [crop, setCrop] = useState<Crop>({ x: 0, y: 0, side: 1 })
  const drag = useDrag(stage, (dx, dy) => {
    if (picture !== null) setCrop((now) => moveCrop(picture, now, -dx * now.side, -dy * now.side))
  })
  const open = (loaded: HTMLImageElement) => {
    const sides = { width: loaded.naturalWidth, height: loaded.naturalHeight }
    setPicture(sides)
    setCrop(firstCrop(sides))
    stage.current?.focus()
  }
  const zoom = (to: number) => picture !== null && setCrop((now) => zoomCrop(picture, now, to))
  const onKeyDown = (event: KeyboardEvent) => {
    const steps = STEPS[event.key]
    if (picture === null || steps === undefined) return
    event.preventDefault()
    const [dx, dy, nearer] = steps
    if (nearer !== 0) zoom(zoomOf(picture, crop) * nearer)
    else setCrop(moveCrop(picture, crop, dx * crop.side * STEP, dy * crop.side * STEP))
  }
  const send = async () => {
    const square = image.current === null ? null : await drawSquare(image.current, crop)
    if (square === null) onUnreadable()
    else onDone(square)
  }
  return (
    <div className={styles.crop}>
      <h2>{t.title}</h2>
      <p>{t.hint}</p>
      <div
        ref={stage}
        className={styles.stage}
        role="application"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows and plus work on it, as its name says
        tabIndex={0}
        aria-label={t.stage}
        onKeyDown={onKeyDown}
        {...drag}
      >
        <img
          ref={image}
          src={url}
          alt=""
          draggable={false}
          style={picture === null ? { visibility: 'hidden' } : placeOf(picture, crop)}
          onLoad={({ currentTarget }) => open(currentTarget)}
          onError={onUnreadable}
        />
        <span className={styles.ring} />
      </div>
      <label className={styles.zoom}>
        <span>{t.zoom}</span>
        <input
          type="range"
          min={1}
          max={picture === null ? 1 : zoomMax(picture)}
          step={0.01}
          value={picture === null ? 1 : zoomOf(picture, crop)}
          onChange={({ target }) => zoom(Number(target.value))}
        />
      </label>
      <div className={styles.actions}>
        <Button size="l" disabled={picture === null} onClick={() => void send()}>
          {t.save}
        </Button>
        <Button size="l" mode="outline" appearance="neutral" onClick={onCancel}>
          {t.cancel}
        </Button>
      </div>
    </div>
  )
}

/** What keys do: steps to the right and down, and how many times nearer. */
const STEPS: Readonly<Record<string, readonly [number, number, number]>> = {
  ArrowLeft: [-1, 0, 0],
  ArrowRight: [1, 0, 0],
  ArrowUp: [0, -1, 0],
  ArrowDown: [0, 1, 0],
  '+': [0, 0, ZOOM_STEP],
  '=': [0, 0, ZOOM_STEP],
  '-': [0, 0, 1 / ZOOM_STEP],
}

/** Tells how far a pointer that is down has moved, in parts of the side of the stage. */
function useDrag(stage: { current: HTMLDivElement | null }, onMove: (dx: number, dy: number) => void) {
  const last = useRef<{ id: number; x: number; y: number } | null>(null)
  return {
    onPointerDown(event: PointerEvent) {
      if (last.current !== null || event.button !== 0) return
      last.current = { id: event.pointerId, x: event.clientX, y: event.clientY }
      stage.current?.setPointerCapture(event.pointerId)
    },
    onPointerMove(event: PointerEvent) {
      const { current } = last
      const side = stage.current?.clientWidth ?? 0
      if (current?.id !== event.pointerId || side === 0) return
      onMove((event.clientX - current.x) / side, (event.clientY - current.y) / side)
      last.current = { id: event.pointerId, x: event.clientX, y: event.clientY }
    },
    onPointerUp: () => {
      last.current = null
    },
    onPointerCancel: () => {
      last.current = null
    },
  }
}

/** Where the whole picture lies so that just the square is seen. */
function placeOf({ width }: Sides, { x, y, side }: Crop) {
  const part = (value: number) => `${(value / side) * 100}%`
  return { width: part(width), left: part(-x), top: part(-y) }
}

function drawSquare(image: HTMLImageElement, { x, y, side }: Crop): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = Math.min(SENT_SIDE, Math.round(side))
  canvas.height = canvas.width
  const context = canvas.getContext('2d')
  if (context === null) return Promise.resolve(null)
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(image, x, y, side, side, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', SENT_QUALITY))
}
