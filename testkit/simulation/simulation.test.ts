import assert from 'node:assert/strict'
import { test } from 'node:test'
import { replaySequence, runSimulation } from '#testkit/simulation/run.ts'

const SEED = Number(process.env.PARTA_TEST_SEED ?? 20_261_125)
const SEQUENCES = Number(process.env.PARTA_TEST_SEQUENCES ?? 600)

test('[MSG-21/simulation] random lives of devices and servers lose, leak, double and reorder nothing', async () => {
  const report = await runSimulation({ sequences: SEQUENCES, maxCommands: 40, seed: SEED })
  assert.equal(report.sequences, SEQUENCES)
})

/** Sequences that once broke a promise, shortened, with the seed of their chance. */
const lessons: readonly (readonly [what: string, commands: string, seed: number])[] = [
  [
    'whoever comes back was given what was said while he was out',
    'leave(0, 0, 0, 0), writeMany(437, 0, 0, 189), wireWeather(152, 102, 0, 108), add(382, 0, 0, 4), goOnline(0, 0, 0, 0)',
    1_610_612_717,
  ],
  [
    'a chat found by healing began without what had been said in it',
    'leave(0, 0, 0, 0), leave(89, 0, 0, 0), secondDevice(0, 0, 0, 0), wireWeather(0, 183, 106, 781), writeMany(31, 0, 0, 0), add(382, 0, 0, 5), restart(0, 0, 0, 896)',
    2_147_483_623,
  ],
  [
    'a commit that was answered by a broken connection was told to nobody',
    'databaseWeather(28, 0, 200, 0), openChat(0, 0, 0, 0), restart(0, 0, 0, 264), add(0, 0, 0, 451), write(0, 0, 0, 0), goOnline(0, 0, 0, 136)',
    6,
  ],
  [
    'whoever left while his snapshot was read, in a commit of which nobody told, kept the chat',
    'write(103, 0, 0, 756), writeMany(201, 0, 0, 200), write(0, 0, 0, 754), leave(437, 0, 0, 66), writeMany(542, 0, 0, 423), loseMemory(313, 0, 0, 361), resend(63, 0, 0, 927), add(178, 0, 0, 71), databaseWeather(1, 400, 98, 192), read(0, 0, 0, 0)',
    2_031_988_972,
  ],
  [
    'whoever had left was told that words stand there which he had never sent',
    'write(61, 0, 0, 0), read(0, 0, 0, 368), edit(129, 0, 0, 0), leave(13, 0, 0, 0), resendOtherText(245, 0, 0, 0)',
    27_818_701,
  ],
  [
    'a message outlived its minute, because round after round met a broken connection',
    'openChat(0, 0, 0, 0), databaseWeather(8, 425, 10, 0), goOffline(0, 0, 0, 0), writeShort(247, 0, 0, 57), crash(0, 0, 0, 0), waitMinute(370, 0, 0, 0), wait(589, 0, 0, 580), writeMany(109, 0, 0, 0), waitMinute(0, 0, 0, 0), react(0, 0, 0, 0)',
    2_145_386_494,
  ],
  [
    'a message that answers another was overtaken by the next one of its sender',
    'write(0, 0, 0, 0),wait(18, 0, 0, 0),crash(45, 0, 0, 0),waitMinute(607, 0, 0, 0),waitMinute(264, 0, 0, 816),goOnline(0, 0, 0, 616),answer(0, 0, 0, 794),loseMemory(0, 0, 0, 0),write(1, 0, 0, 45),writeShort(0, 0, 0, 0),erase(0, 0, 0, 0)',
    736_714_272,
  ],
  [
    'a message that overtook the removal of somebody who was just coming reached him, since the stream began with it',
    'leaveSchool(659, 0, 0, 0),createGroup(0, 0, 0, 441),closeTab(0, 0, 0, 839),react(0, 0, 0, 193),writeShort(313, 0, 0, 65),reload(213, 0, 0, 69),reload(91, 0, 0, 538),leaveSchool(0, 0, 0, 877),erase(0, 0, 0, 251),writeShort(787, 0, 0, 0),erase(0, 0, 0, 860)',
    1_496_673_560,
  ],
  [
    'a message that came while a read position was on its way to the disk was counted nowhere',
    'createGroup(710, 0, 0, 99), resend(0, 0, 0, 468), goOnline(0, 0, 0, 0), write(0, 0, 153, 0), write(817, 0, 399, 872), crash(0, 0, 0, 0), waitMinute(239, 0, 0, 0), leave(350, 0, 0, 0), write(0, 0, 0, 488), writeMany(374, 0, 9, 238), goOnline(0, 0, 0, 108), crash(171, 0, 0, 0), weather(288, 0, 0, 0), write(0, 0, 0, 692), write(555, 0, 0, 592), writeMany(0, 0, 0, 554), goOnline(594, 0, 0, 0), read(351, 0, 0, 0), wait(607, 0, 0, 0), writeShort(0, 0, 0, 440), secondTab(591, 0, 0, 72)',
    1_035_301_233,
  ],
  [
    'what is on its way when a device loses its memory may come after what it writes then',
    'writeShort(0, 0, 0, 35), secondDevice(45, 0, 0, 357), write(632, 0, 0, 525), leave(415, 0, 0, 45), loseMemory(447, 0, 0, 0), write(17, 0, 0, 0), write(0, 0, 0, 0)',
    2_013_003_752,
  ],
  [
    'of a message that a page told before its event did, a reaction was missed by whoever began again in between',
    'databaseWeather(349, 64, 85, 312), rename(31, 0, 0, 201), resend(0, 0, 0, 514), write(0, 0, 0, 867), writeShort(158, 0, 0, 260), react(85, 0, 0, 33), waitMinute(0, 0, 0, 0)',
    1_171_491_561,
  ],
  [
    'whoever was removed and came again in between answered what he could see no more',
    'secondDevice(0, 0, 0, 0), write(431, 0, 0, 0), remove(0, 0, 0, 56), leave(0, 0, 0, 0), answer(0, 0, 0, 542), add(793, 0, 0, 0), write(0, 0, 0, 0)',
    962_788_238,
  ],
  [
    'whoever was let in by an event that the reading of a newcomer had overtaken heard nothing more of the chat',
    'writeWithFiles(798, 233, 241, 466), writeMany(307, 895, 814, 992), read(854, 501, 244, 207), write(460, 877, 836, 191), goOffline(156, 855, 497, 324), forward(870, 973, 199, 809), wait(954, 59, 2, 546), goOnline(239, 96, 20, 432), weather(281, 573, 594, 618), writeShort(685, 333, 911, 682), writeMany(979, 13, 508, 539), crash(970, 115, 166, 642), writeWithFiles(718, 978, 311, 188), goOnline(545, 492, 410, 437), waitMinute(350, 608, 295, 624), read(593, 573, 606, 282), restart(238, 30, 985, 186), cut(26, 446, 537, 598), createGroup(605, 398, 464, 837), reload(876, 700, 223, 135), writeShort(559, 270, 819, 82), crash(868, 726, 880, 272), writeWithFiles(814, 657, 285, 562), cut(980, 917, 279, 293)',
    164_845_263,
  ],
]

for (const [what, commands, seed] of lessons) {
  test(`a lesson of the simulation: ${what}`, () => replaySequence(commands, seed))
}
