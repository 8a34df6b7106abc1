import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { type AttendanceRow, listAttendance, listLedCalls } from '#contract/calls/attendance.ts'
import type { Call } from '#contract/calls/calls.ts'
import type { ProfileCard } from '#contract/identity/profiles.ts'
import type { OutputOf } from '#contract/kit/operation.ts'
import { dayKey } from '#web/kit/i18n/dates.ts'
import { saveFile } from '#web/kit/sheets/save-file.ts'
import { showToast } from '#web/kit/ui/toasts.ts'
import { fallbackNames, nameOf, useEngine, useMessenger } from '#web/messenger/index.ts'
import { t } from './attendance.texts.ts'
import { attendanceBook, attendanceCsv } from './attendance-file.ts'

/** The calls of a chat that the reader has led, page by page, the newest first. */
export function useLedCalls(chatId: string) {
  const engine = useEngine()
  const profileId = useMessenger(({ sync }) => sync.profileId)
  const live = useMessenger(({ phase }) => phase === 'stream')
  return useInfiniteQuery({
    queryKey: ['im', profileId, 'ledCalls', chatId],
    enabled: live,
    gcTime: 0,
    networkMode: 'always',
    retry: false,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      engine.call(listLedCalls, { chatId, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    getNextPageParam: (last) => last.next,
  })
}

export type FileFormat = 'CSV' | 'XLSX'

/** Saves who was in a call as a file: everything is read at that moment, so that a call that runs is told to its end. */
export function useSaveAttendance(call: Call, sums: boolean) {
  const engine = useEngine()
  return useMutation({
    networkMode: 'always',
    mutationFn: async (format: FileFormat) => {
      const rows: AttendanceRow[] = []
      const cards = new Map<string, ProfileCard>()
      const guests = new Map<string, string>()
      let timeZone = ''
      let cursor: string | null = null
      do {
        const place = { chatId: call.chatId, callId: call.id }
        const page: OutputOf<typeof listAttendance> = await engine.call(listAttendance, {
          ...place,
          ...(cursor === null ? {} : { cursor }),
        })
        rows.push(...page.rows)
        for (const card of page.cards) cards.set(card.id, card)
        for (const guest of page.guests) guests.set(guest.id, t.guest(guest.name))
        timeZone = page.timeZone
        cursor = page.next
      } while (cursor !== null)
      const shown = (id: string) => guests.get(id) ?? nameOf(cards.get(id), fallbackNames).name
      const list = { rows, timeZone, sums, nameOf: shown }
      const name = `${t.file} ${dayKey(call.startedAt, { timeZone })}.${format.toLowerCase()}`
      const file =
        format === 'CSV'
          ? new Blob([attendanceCsv(list, t)], { type: 'text/csv;charset=utf-8' })
          : await attendanceBook(list, t)
      saveFile(name, file)
    },
    onSuccess: () => showToast(t.saved),
  })
}
