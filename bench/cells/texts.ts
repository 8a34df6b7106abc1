/** What is sent: 71 letters, as long as people's messages are. */
export const TEXT = 'Завтра вместо литературы алгебра, не забудьте тетрадь для контрольных.'
