package dev.tidewater.flink.parquet.columns;

/**
 * Whether a column chunk goes on with its dictionary: a forecast of what chunk and dictionary will take at the chunk's
 * end, made when 4,096 values are in and again each time their number has doubled. Before that the dictionary is filled
 * in any case, which costs little.
 *
 * <p>The first forecast takes all distinct values for equally frequent (the birthday problem, turned round). Real ones
 * are skewed: rare values go on coming. So later forecasts take half the rate at which new ones came lately, half
 * because that rate falls.
 */
final class DictionaryChoice {
    static final int SAMPLE = 4096;
    /** A dictionary that saves less than this is not worth a lookup a value; compression would find most of it. */
    private static final double WORTH = 0.9;

    private final long mostBytes;
    private final long expectedValues;
    private long nextReview = SAMPLE;
    private long reviewedValues;
    private int reviewedEntries;

    /**
     * @param mostBytes what the dictionary's page may take
     * @param expectedValues values that the chunk is expected to hold at its end
     */
    DictionaryChoice(long mostBytes, long expectedValues) {
        this.mostBytes = mostBytes;
        this.expectedValues = expectedValues;
    }

    /**
     * Asked after each batch.
     *
     * @param values values of the chunk so far
     * @param plainBytes what they take without a dictionary
     */
    boolean keeps(long values, long plainBytes, Dictionary dictionary) {
        if (dictionary.entryBytes() > mostBytes) {
            return false;
        }
        if (values < nextReview) {
            return true;
        }
        int entries = dictionary.size();
        long atEnd = Math.max(expectedValues, 2 * values);
        double forecast = Math.max(birthday(values, entries, atEnd), atLatestRate(values, entries, atEnd));
        nextReview = 2 * values;
        reviewedValues = values;
        reviewedEntries = entries;
        double dictionaryBytes = forecast * dictionary.entryBytes() / Math.max(1, entries);
        double plain = (double) plainBytes / values * atEnd;
        return dictionaryBytes <= mostBytes && dictionaryBytes + indexBytes(atEnd, forecast) < WORTH * plain;
    }

    /** Whether the dictionary pays off for what a short first page holds, as parquet-java asks. */
    static boolean paysOff(long values, long plainBytes, Dictionary dictionary) {
        return dictionary.entryBytes() + indexBytes(values, dictionary.size()) < plainBytes;
    }

    private static double indexBytes(long values, double entries) {
        return values * (double) RunLengths.width((int) Math.min(Integer.MAX_VALUE, Math.max(0, entries - 1))) / 8;
    }

    private double atLatestRate(long values, int entries, long atEnd) {
        if (reviewedValues == 0) {
            return entries;
        }
        double rate = (double) (entries - reviewedEntries) / (values - reviewedValues);
        return entries + rate / 2 * (atEnd - values);
    }

    /** How many distinct values there will be, if {@code values} draws from equally frequent ones gave {@code entries}. */
    static double birthday(long values, int entries, long atEnd) {
        if (entries >= values) {
            return atEnd;
        }
        double low = entries;
        double high = 1e15;
        for (int i = 0; i < 64; i++) {
            double middle = Math.sqrt(low * high);
            if (seen(middle, values) < entries) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return seen(high, atEnd);
    }

    /** Distinct ones among so many draws from {@code distinct} equally frequent values. */
    private static double seen(double distinct, double draws) {
        return -distinct * Math.expm1(-draws / distinct);
    }
}
