package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.DecodeException;
import java.util.Arrays;
import org.apache.flink.table.data.GenericArrayData;
import org.jspecify.annotations.Nullable;

/** Reads an array, block by block. */
final class OfArray extends ValueReader {
    private static final @Nullable Object[] NONE = new Object[0];

    private final ValueReader item;
    private final int smallestItem;

    /** @param smallestItem the least bytes that an item can take */
    OfArray(ValueReader item, int smallestItem) {
        this.item = item;
        this.smallestItem = smallestItem;
    }

    @Override
    Object read(Input in) throws DecodeException {
        @Nullable Object[] items = NONE;
        int size = 0;
        for (int count = in.readBlock(smallestItem); count > 0; count = in.readBlock(smallestItem)) {
            long blockEnd = in.blockEnd();
            int blockSize = size + count;
            if (blockSize > items.length) {
                items = Arrays.copyOf(items, size == 0 ? count : Math.max(blockSize, size + size / 2));
            }
            try {
                for (; size < blockSize; size++) {
                    items[size] = item.read(in);
                }
            } catch (DecodeException e) {
                throw e.within("[" + size + "]");
            }
            in.endBlock(blockEnd);
        }
        return new GenericArrayData(size == items.length ? items : Arrays.copyOf(items, size));
    }

    @Override
    public void check(Input in) throws DecodeException {
        checkItems(in, item, smallestItem);
    }

    static void checkItems(Input in, Checker item, int smallestItem) throws DecodeException {
        int seen = 0;
        for (int count = in.readBlock(smallestItem); count > 0; count = in.readBlock(smallestItem)) {
            long blockEnd = in.blockEnd();
            int i = 0;
            try {
                for (; i < count; i++) {
                    item.check(in);
                }
            } catch (DecodeException e) {
                throw e.within("[" + (seen + i) + "]");
            }
            in.endBlock(blockEnd);
            seen += count;
        }
    }
}
