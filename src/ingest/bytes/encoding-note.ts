/** Ends the decoder's note where the encoding was only guessed; other notes tell of a reading that is certain. */
export const lettersMayBeWrong = "letters may be wrong";
