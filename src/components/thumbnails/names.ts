/** The drawings a chapter can choose for its line in the list; each is a file beside this one. */
export const thumbnails = ['rnn-cell', 'long-lag', 'lstm-cell', 'product', 'seeds'] as const;
export type Thumbnail = (typeof thumbnails)[number];
