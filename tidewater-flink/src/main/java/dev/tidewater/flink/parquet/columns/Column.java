package dev.tidewater.flink.parquet.columns;

import dev.tidewater.flink.parquet.columns.ColumnHint.DictionaryUse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.iceberg.FieldMetrics;
import org.apache.iceberg.shaded.org.apache.parquet.bytes.BytesInput;
import org.apache.iceberg.shaded.org.apache.parquet.column.ColumnDescriptor;
import org.apache.iceberg.shaded.org.apache.parquet.column.Encoding;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.DictionaryPage;
import org.apache.iceberg.shaded.org.apache.parquet.column.page.PageWriter;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.Statistics;
import org.apache.iceberg.shaded.org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.iceberg.shaded.org.apache.parquet.schema.PrimitiveType;
import org.jspecify.annotations.Nullable;

/**
 * One leaf column of a file: collects the values of the open page and writes a page when it is full.
 *
 * <p>Values stay as they are until their page ends; a batch of rows at a time, those that came since are looked up in
 * the dictionary. So a dictionary can be given up at any moment: the open page then is a plain one, and earlier pages
 * keep their indexes. Steps in the life of a chunk: {@link #startChunk}, then values and {@link #endBatch} in turn, then
 * {@link #endChunk}.
 */
public abstract class Column {
    /** What parquet-java names both the dictionary's page and the indexes in pages of version 1. */
    @SuppressWarnings("deprecation")
    private static final Encoding BY_DICTIONARY = Encoding.PLAIN_DICTIONARY;

    @SuppressWarnings("deprecation")
    private static final Encoding NO_LEVELS = Encoding.BIT_PACKED;

    private static final int[] NO_INDEXES = {};

    final PrimitiveType type;
    private final ColumnDescriptor descriptor;
    private final ColumnSettings settings;
    private final ColumnHint hint;
    private final Scratches scratches;
    private final PageCompressor compressor;
    private final Levels repetitions;
    private final Levels definitions;
    private final int present;

    /** Values of the open page, nulls left out. */
    int count;

    private @Nullable PageWriter pages;
    private int looked;
    private int nulls;
    private int rows;
    private double rowBytes;

    private @Nullable Dictionary dictionary;
    private @Nullable DictionaryChoice choice;
    private boolean indexing;
    private int[] indexes = NO_INDEXES;
    private int usedEntries;
    private DictionaryUse use = DictionaryUse.USED;
    private long chunkValues;
    private long chunkBytes;

    private long allValues;
    private long allNulls;

    Column(ColumnSpec spec) {
        this.descriptor = spec.descriptor();
        this.type = descriptor.getPrimitiveType();
        this.settings = spec.settings();
        this.hint = spec.hint();
        this.scratches = spec.scratches();
        this.compressor = spec.compressor();
        this.present = descriptor.getMaxDefinitionLevel();
        this.repetitions = new Levels(descriptor.getMaxRepetitionLevel());
        this.definitions = new Levels(present);
    }

    /** A null, or a place where there is no value because something above it is null or empty. */
    public final void addNull(int repetition, int definition) {
        repetitions.add(repetition);
        definitions.add(definition);
        nulls++;
    }

    /** The levels of a value that is there. */
    final void addLevels(int repetition) {
        repetitions.add(repetition);
        definitions.add(present);
    }

    public final ColumnDescriptor descriptor() {
        return descriptor;
    }

    /** Begins a row group whose pages go to this writer. */
    public final void startChunk(PageWriter writer) {
        pages = writer;
        dictionary = settings.dictionaryBytes() > 0 && hint.tryDictionary() ? newDictionary() : null;
        indexing = dictionary != null;
        choice = new DictionaryChoice(settings.dictionaryBytes(), hint.expectedValues());
        use = DictionaryUse.USED;
        usedEntries = 0;
        chunkValues = 0;
        chunkBytes = 0;
    }

    /** Takes in what came since the last batch, and writes a page if it is full. */
    public final void endBatch(int batchRows) throws IOException {
        rows += batchRows;
        if (indexing) {
            lookUpBatch();
        }
        looked = count;
        if (rows >= settings.pageRows() || pageBytes() >= settings.pageBytes()) {
            writePage();
        }
    }

    private void lookUpBatch() {
        Dictionary entries = dictionary();
        if (indexes.length < count) {
            indexes = Arrays.copyOf(indexes, Bytes.grown(indexes.length, count));
        }
        lookUp(looked, count, indexes);
        if (choice != null && !choice.keeps(chunkValues + count, chunkBytes + plainBytes(), entries)) {
            if (chunkValues + count >= DictionaryChoice.SAMPLE && usedEntries == 0) {
                use = DictionaryUse.FORECAST_AGAINST;
            }
            giveUpDictionary();
        }
    }

    private void giveUpDictionary() {
        indexing = false;
        indexes = NO_INDEXES;
        if (usedEntries == 0) {
            dictionary = null;
            forgetDictionary();
        }
    }

    private Dictionary dictionary() {
        if (dictionary == null) {
            throw new IllegalStateException("column " + descriptor + " has no dictionary");
        }
        return dictionary;
    }

    /** Writes what is left of the row group's pages, and its dictionary. */
    public final void endChunk() throws IOException {
        if (rows > 0) {
            writePage();
        }
        if (usedEntries > 0) {
            writeDictionaryPage(dictionary());
        }
        hint.chunkEnded(chunkValues, use);
        if (chunkBytes > 0) {
            hint.wrote(chunkBytes, pages().getMemSize());
        }
        dictionary = null;
        indexing = false;
        forgetDictionary();
        pages = null;
    }

    private PageWriter pages() {
        if (pages == null) {
            throw new IllegalStateException("column " + descriptor + " is in no row group");
        }
        return pages;
    }

    private void writeDictionaryPage(Dictionary entries) throws IOException {
        Scratch scratch = scratches.borrow();
        try {
            entries.write(usedEntries, scratch.page);
            compressor.turnTo(scratch, hint);
            BytesInput bytes = BytesInput.from(scratch.page.array, 0, scratch.page.size);
            pages().writeDictionaryPage(new DictionaryPage(bytes, usedEntries, BY_DICTIONARY));
        } finally {
            scratches.giveBack(scratch);
        }
    }

    private void writePage() throws IOException {
        long plainBytes = plainBytes();
        rowBytes = (double) pageBytes() / rows;
        boolean undecided = indexing && usedEntries == 0 && count > 0;
        if (undecided && !DictionaryChoice.paysOff(count, plainBytes, dictionary())) {
            giveUpDictionary();
        }
        Scratch scratch = scratches.borrow();
        try {
            repetitions.encode(scratch, scratch.page);
            definitions.encode(scratch, scratch.page);
            Encoding encoding = encodeValues(scratch);
            compressor.turnTo(scratch, hint);
            pages().writePage(
                            BytesInput.from(scratch.page.array, 0, scratch.page.size),
                            count + nulls,
                            rows,
                            statistics(),
                            sizes(plainBytes),
                            GeospatialStatistics.newBuilder(type).build(),
                            repetitions.max() > 0 ? Encoding.RLE : NO_LEVELS,
                            definitions.max() > 0 ? Encoding.RLE : NO_LEVELS,
                            encoding);
        } finally {
            scratches.giveBack(scratch);
        }
        chunkValues += count;
        chunkBytes += plainBytes;
        startPage();
    }

    private Encoding encodeValues(Scratch scratch) {
        if (!indexing || dictionary().size() == 0) {
            writePlain(scratch.page);
            return Encoding.PLAIN;
        }
        usedEntries = dictionary().size();
        int width = RunLengths.width(usedEntries - 1);
        scratch.page.add(width);
        if (count > 0) {
            scratch.runLengths.encode(indexes, count, width, scratch.page);
        }
        return BY_DICTIONARY;
    }

    private Statistics<?> statistics() {
        if (settings.statistics() == ColumnSettings.Statistics.NONE) {
            keepBounds(null, null);
            return Statistics.noopStats(type);
        }
        Statistics<?> statistics = Statistics.createStats(type);
        if (count > 0) {
            keepBounds(statistics, indexing ? indexes : null);
        }
        statistics.setNumNulls(nulls);
        return statistics;
    }

    private SizeStatistics sizes(long plainBytes) {
        boolean text = type.getPrimitiveTypeName() == PrimitiveType.PrimitiveTypeName.BINARY;
        return new SizeStatistics(
                type, text ? plainBytes - 4L * count : 0, repetitions.histogram(0), definitions.histogram(1));
    }

    private void startPage() {
        allValues += count + nulls;
        allNulls += nulls;
        repetitions.clear();
        definitions.clear();
        clearValues();
        count = 0;
        looked = 0;
        nulls = 0;
        rows = 0;
    }

    /** Bytes of the open page if it were a plain one, its levels estimated. */
    private long pageBytes() {
        long levels = repetitions.max() == 0 ? 0 : (count + nulls) / 4;
        return plainBytes() + levels;
    }

    /** How many rows may come before the open page should be looked at again. */
    public final int rowsToNextLook() {
        double perRow = rows > 0 ? (double) pageBytes() / rows : rowBytes;
        int toRowLimit = settings.pageRows() - rows;
        if (perRow == 0) {
            return rows == 0 && allValues == 0 ? Math.min(settings.leastRows(), toRowLimit) : toRowLimit;
        }
        double toSizeLimit = (settings.pageBytes() - pageBytes()) / perRow;
        return (int) Math.min(toRowLimit, Math.max(settings.leastRows(), toSizeLimit));
    }

    /** Bytes that the open row group takes so far: compressed pages, and the values of the open page as they are. */
    public final long openBytes() {
        return pages().getMemSize() + pageBytes();
    }

    /** What the open row group takes so far once all of it is written: the open page as much smaller as those before it. */
    public final double writtenBytes() {
        long written = pages().getMemSize();
        double share = chunkBytes > 0 ? (double) written / chunkBytes : hint.writtenShare();
        return written + share * pageBytes();
    }

    /** Bytes of memory behind the open row group. */
    public final long memory() {
        long entries = dictionary == null ? 0 : dictionary.memory();
        long written = pages == null ? 0 : pages.allocatedSize();
        return written + entries + 4L * indexes.length + repetitions.memory() + definitions.memory() + valueMemory();
    }

    /** Gives all memory back, between two row groups. */
    public final void release() {
        indexes = NO_INDEXES;
        repetitions.release();
        definitions.release();
        releaseValues();
    }

    /** What Iceberg wants to know beyond the footer, of all row groups: NaNs, of columns that can have them. */
    public Optional<FieldMetrics<?>> fieldMetrics() {
        return Optional.empty();
    }

    final long allValues() {
        return allValues;
    }

    final long allNulls() {
        return allNulls;
    }

    /** An empty dictionary; null for types that have none. */
    abstract @Nullable Dictionary newDictionary();

    abstract void forgetDictionary();

    /** Finds the indexes of the values from one position of the open page to another. */
    abstract void lookUp(int from, int to, int[] into);

    /** Bytes of the open page's values as PLAIN has them. */
    abstract long plainBytes();

    abstract void writePlain(Bytes out);

    /**
     * Puts the least and the greatest value of the open page into its statistics.
     *
     * @param statistics null if the column has none, and only what {@link #fieldMetrics} tells is of use
     * @param used the indexes of the values, if they are in the dictionary
     */
    abstract void keepBounds(@Nullable Statistics<?> statistics, int @Nullable [] used);

    abstract void clearValues();

    abstract void releaseValues();

    abstract long valueMemory();
}
