package dev.tidewater.flink.formats.avro;

import dev.tidewater.flink.formats.DecodeException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.apache.flink.table.data.GenericRowData;

/**
 * Reads the fields of a record with each step at a place of its own in the code. In a loop over a dozen different steps the
 * compiler can inline none of them, and the calls cost more than the reading.
 *
 * <p>The class of {@link Template} is defined anew for each, as a hidden class whose steps are constants to the compiler.
 * It goes when its decoder goes.
 */
abstract class Unrolled {
    private static final int CHUNK = 16;

    /** As {@link RecordReader#fill}. */
    abstract int fill(Input in, GenericRowData row, int at) throws DecodeException;

    static Unrolled of(List<String> names, List<Step> steps) {
        return instance(chunk(names, steps, 0));
    }

    private static Chunk chunk(List<String> names, List<Step> steps, int from) {
        Step[] its = new Step[CHUNK];
        String[] itsNames = new String[CHUNK];
        for (int i = 0; i < CHUNK; i++) {
            its[i] = from + i < steps.size() ? steps.get(from + i) : new Step.Nothing();
            itsNames[i] = from + i < steps.size() ? names.get(from + i) : "";
        }
        int next = from + CHUNK;
        Rest rest = next < steps.size() ? new Rest(instance(chunk(names, steps, next))) : new Rest(new Done());
        return new Chunk(
                List.of(itsNames),
                its[0],
                its[1],
                its[2],
                its[3],
                its[4],
                its[5],
                its[6],
                its[7],
                its[8],
                its[9],
                its[10],
                its[11],
                its[12],
                its[13],
                its[14],
                its[15],
                rest);
    }

    private static Unrolled instance(Chunk chunk) {
        try (InputStream template = Unrolled.class.getResourceAsStream("Unrolled$Template.class")) {
            if (template == null) {
                throw new IllegalStateException("the class Unrolled.Template is not in the jar");
            }
            MethodHandles.Lookup lookup =
                    MethodHandles.lookup().defineHiddenClassWithClassData(template.readAllBytes(), chunk, true);
            return (Unrolled) lookup.lookupClass().getDeclaredConstructor().newInstance();
        } catch (IOException e) {
            throw new UncheckedIOException("reading the class Unrolled.Template", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("defining a copy of the class Unrolled.Template", e);
        }
    }

    /** Sixteen steps, and what comes after them. */
    record Chunk(
            List<String> names,
            Step s0,
            Step s1,
            Step s2,
            Step s3,
            Step s4,
            Step s5,
            Step s6,
            Step s7,
            Step s8,
            Step s9,
            Step s10,
            Step s11,
            Step s12,
            Step s13,
            Step s14,
            Step s15,
            Rest rest) {}

    record Rest(Unrolled steps) {}

    private static final class Done extends Unrolled {
        @Override
        int fill(Input in, GenericRowData row, int at) {
            return at;
        }
    }

    /** Never used itself: only copies of it have class data. */
    static final class Template extends Unrolled {
        private static final Chunk CHUNK = chunk();

        private static Chunk chunk() {
            try {
                return MethodHandles.classData(MethodHandles.lookup(), "_", Chunk.class);
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        int fill(Input in, GenericRowData row, int start) throws DecodeException {
            int i = 0;
            int at = start;
            try {
                at = CHUNK.s0().fill(in, row, at);
                i++;
                at = CHUNK.s1().fill(in, row, at);
                i++;
                at = CHUNK.s2().fill(in, row, at);
                i++;
                at = CHUNK.s3().fill(in, row, at);
                i++;
                at = CHUNK.s4().fill(in, row, at);
                i++;
                at = CHUNK.s5().fill(in, row, at);
                i++;
                at = CHUNK.s6().fill(in, row, at);
                i++;
                at = CHUNK.s7().fill(in, row, at);
                i++;
                at = CHUNK.s8().fill(in, row, at);
                i++;
                at = CHUNK.s9().fill(in, row, at);
                i++;
                at = CHUNK.s10().fill(in, row, at);
                i++;
                at = CHUNK.s11().fill(in, row, at);
                i++;
                at = CHUNK.s12().fill(in, row, at);
                i++;
                at = CHUNK.s13().fill(in, row, at);
                i++;
                at = CHUNK.s14().fill(in, row, at);
                i++;
                at = CHUNK.s15().fill(in, row, at);
            } catch (DecodeException e) {
                throw e.within(CHUNK.names().get(i));
            }
            return CHUNK.rest().steps().fill(in, row, at);
        }
    }
}
