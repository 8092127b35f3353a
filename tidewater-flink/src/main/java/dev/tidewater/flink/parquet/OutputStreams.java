package dev.tidewater.flink.parquet;

import java.io.IOException;
import org.apache.iceberg.shaded.org.apache.parquet.io.DelegatingPositionOutputStream;
import org.apache.iceberg.shaded.org.apache.parquet.io.OutputFile;
import org.apache.iceberg.shaded.org.apache.parquet.io.PositionOutputStream;
import org.jspecify.annotations.Nullable;

/** An output file of Iceberg's as Parquet wants it. Remembers its stream, which Parquet's writer closes only with a footer. */
final class OutputStreams implements OutputFile {
    private final org.apache.iceberg.io.OutputFile file;
    private @Nullable Stream stream;

    OutputStreams(org.apache.iceberg.io.OutputFile file) {
        this.file = file;
    }

    @Override
    public PositionOutputStream create(long blockSize) {
        return opened(file.create());
    }

    @Override
    public PositionOutputStream createOrOverwrite(long blockSize) {
        return opened(file.createOrOverwrite());
    }

    private Stream opened(org.apache.iceberg.io.PositionOutputStream to) {
        stream = new Stream(to);
        return stream;
    }

    /** Closes the stream, if the file was opened. */
    void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }

    String location() {
        return file.location();
    }

    @Override
    public boolean supportsBlockSize() {
        return false;
    }

    @Override
    public long defaultBlockSize() {
        return 0;
    }

    private static final class Stream extends DelegatingPositionOutputStream {
        private final org.apache.iceberg.io.PositionOutputStream stream;

        Stream(org.apache.iceberg.io.PositionOutputStream stream) {
            super(stream);
            this.stream = stream;
        }

        @Override
        public long getPos() throws IOException {
            return stream.getPos();
        }
    }
}
