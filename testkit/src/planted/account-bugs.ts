import type { PlantedBug } from './planted-bug.ts'

const ERASING = 'server/src/identity/deletion/erasing.ts'
const ERASED_ACCOUNT = 'server/src/identity/deletion/erased-account.store.ts'
const DISPATCHER = 'server/src/platform/dispatch/dispatcher.ts'
const AUDIT_VERIFY = 'server/src/platform/audit/verify.ts'
const CHILD_READS = 'server/src/communities/audit/child-reads.ts'
const PRIVACY = 'server/src/communities/privacy/privacy.service.ts'

/** Mistakes with accounts that are deleted, with what an organisation lets its pupils choose, and with the log of acts. */
export const accountBugs: readonly PlantedBug[] = [
  {
    name: 'a deleted account leaves its former names behind',
    guard: 'erasing',
    shows: /identity\.name_change/,
    edits: [
      {
        file: ERASED_ACCOUNT,
        from: 'delete from identity.name_change where ',
        to: 'delete from identity.name_change where false and ',
      },
    ],
  },
  {
    name: 'a deleted account is not in the ledger of erasures',
    guard: 'erasing',
    shows: /identity\.(account|person|profile)/,
    edits: [{ file: ERASING, from: '      await erasures.record(tx, LEDGER, target)\n', to: '' }],
  },
  {
    name: 'only the first portion of a deleted account is erased',
    guard: 'erasing',
    shows: /IDN-24\/erased/,
    edits: [
      {
        file: ERASING,
        from: '      while ((await platform.transaction((tx) => doPortion(tx, eraser, who))) > 0);\n',
        to: '      await platform.transaction((tx) => doPortion(tx, eraser, who))\n',
      },
    ],
  },
  {
    name: 'whoever has asked for his deletion changes his account meanwhile',
    guard: 'deletion',
    shows: /phone\.begin and was not refused with account\.leaving|was refused for another reason/,
    edits: [
      {
        file: DISPATCHER,
        from: "  if (call.viewer?.leavesAt !== undefined && !isOpenWhenLeaving(operation)) fail('account.leaving')\n",
        to: '',
      },
      { file: DISPATCHER, from: 'isOpenInLesson, isOpenWhenLeaving, type', to: 'isOpenInLesson, type' },
    ],
  },
  {
    name: 'a limit of an organisation binds only what is chosen after it',
    guard: 'privacyLimit',
    shows: /'nobody'/,
    edits: [
      {
        file: PRIVACY,
        from: '  const narrow = (reach: Reach) => (isWider(reach, widest) ? widest : reach)\n',
        to: '  const narrow = (reach: Reach) => reach\n',
      },
    ],
  },
  {
    name: 'the log of acts is not compared with where it had ended',
    guard: 'auditChain',
    shows: /GEN-08\/tamper-append/,
    edits: [
      {
        file: AUDIT_VERIFY,
        from: 'head !== null && head.number === last.number && head.hash.equals(last.hash)',
        to: 'head !== null',
      },
    ],
  },
  {
    name: 'a parent who opens the own family is written down as one of the staff',
    guard: 'childReads',
    shows: /P17\/own/,
    edits: [{ file: CHILD_READS, from: 'children.filter((id) => !family.has(id))', to: 'children' }],
  },
]
