import type { Files } from '../../files/index.ts'
import type { Tx } from '../../platform/db/database.ts'
import type { Fail } from '../../platform/dispatch/refusal.ts'
import { sniffPicture } from '../../platform/pictures/sniff.ts'
import type { OrderFiles } from '../orders/orders.service.ts'
import * as store from './absences.store.ts'

const KIND = 'paper'
const SNIFFED_BYTES = 64

/** What papers need of files. */
export type PaperFiles = OrderFiles & Pick<Files, 'readers'>

export type Papers = ReturnType<typeof createPapers>

/** Papers that lie with absences: scans and photos, as of a doctor, for whoever reads the absence and for nobody else. */
export function createPapers(files: PaperFiles) {
  files.readers.set(KIND, store.readsPaper)

  return {
    /** The paper that lies with an absence from now on; one that was there and is not named goes. */
    async take(
      tx: Tx,
      viewerId: string,
      paperId: string | undefined,
      known: store.PaperColumns | null,
      fail: Fail<'file.unknown' | 'absence.paperWrong'>,
    ): Promise<store.PaperColumns> {
      if (known !== null && known.paper_id !== null) {
        if (known.paper_id === paperId) {
          const { paper_id, paper_name, paper_bytes, paper_by } = known
          return { paper_id, paper_name, paper_bytes, paper_by }
        }
        await files.erase(tx, [known.paper_id])
      }
      if (paperId === undefined) return store.NO_PAPER
      const file = (await files.findOwn(tx, { id: paperId, ownerId: viewerId, kind: KIND })) ?? fail('file.unknown')
      if (!isPaper(await files.readStart(file, SNIFFED_BYTES))) fail('absence.paperWrong')
      if (!(await files.takeOwn(tx, viewerId, [paperId]))) fail('file.unknown')
      return { paper_id: paperId, paper_name: file.name, paper_bytes: file.bytes, paper_by: viewerId }
    },

    erase: (tx: Tx, ids: readonly string[]): Promise<void> => files.erase(tx, ids),
  }
}

/** PDF, JPEG, PNG or WebP, by the first bytes. */
function isPaper(start: Buffer | null): boolean {
  if (start === null) return false
  if (start.toString('latin1', 0, 5) === '%PDF-') return true
  const picture = sniffPicture(start)
  return picture === 'jpeg' || picture === 'png' || picture === 'webp'
}
