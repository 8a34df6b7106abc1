import { type DragEvent, useRef, useState } from 'react'
import { useEngine } from '../boot/engine-context.ts'
import { t } from '../messenger.texts.ts'
import { attachFiles } from './attached.ts'

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files')

/** What makes the place of a chat take files that are dropped on it, and say so while they hang above it. */
export function useFileDrop(chatId: string, able: boolean) {
  const engine = useEngine()
  // A drag enters every element on its way and leaves every one.
  const inside = useRef(0)
  const [over, setOver] = useState(false)
  const move = (step: 1 | -1) => (event: DragEvent) => {
    if (!able || !hasFiles(event)) return
    inside.current += step
    setOver(inside.current > 0)
  }
  return {
    'data-drop': over ? t.composer.drop : undefined,
    onDragEnter: move(1),
    onDragLeave: move(-1),
    onDragOver: (event: DragEvent) => {
      if (able && hasFiles(event)) event.preventDefault()
    },
    onDrop: (event: DragEvent) => {
      if (!able || !hasFiles(event)) return
      event.preventDefault()
      inside.current = 0
      setOver(false)
      void attachFiles(engine, chatId, [...event.dataTransfer.files])
    },
  }
}
