package dev.tidewater.engine.produce;

import dev.tidewater.engine.produce.ProduceListener.Phase;
import dev.tidewater.model.ErrorCode;
import dev.tidewater.model.TidewaterException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Sends the records of a file to a topic.
 *
 * <p>A file is checked whole before its first record is sent. Standard input is sent as it comes, unless types must be
 * derived from all of it first (CSV, {@code --schema infer}) or its footer is read first (Parquet); then it is put into a
 * temporary file, which is treated as any file.
 */
public final class Produce {
    private final KafkaEndpoints endpoints;
    private final InputStream standardInput;
    private final Function<String, RecordSink> sinks;
    private final @Nullable SchemaStore registry;
    private final Clock clock;
    private final LongSupplier nanoTime;
    private final Pacer.Pause pause;

    public Produce(KafkaEndpoints endpoints, InputStream standardInput) {
        this(
                endpoints,
                standardInput,
                topic -> new KafkaSink(endpoints.bootstrapServers(), topic),
                endpoints.registryUrl().map(SchemaRegistry::new).orElse(null),
                Clock.systemUTC(),
                System::nanoTime,
                Pacer.Pause.REAL);
    }

    Produce(
            KafkaEndpoints endpoints,
            InputStream standardInput,
            Function<String, RecordSink> sinks,
            @Nullable SchemaStore registry,
            Clock clock,
            LongSupplier nanoTime,
            Pacer.Pause pause) {
        this.endpoints = endpoints;
        this.standardInput = standardInput;
        this.sinks = sinks;
        this.registry = registry;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.pause = pause;
    }

    /**
     * Sends and waits until every record is acknowledged.
     *
     * @throws TidewaterException USAGE: the file or the request is wrong, nothing was sent (of standard input: what the
     *     message says); UNREACHABLE: broker or registry do not answer, nothing was sent; REFUSED: broker or registry say
     *     no; OUTCOME_UNKNOWN: records may or may not have arrived
     */
    public ProduceReport run(ProduceRequest request, ProduceListener listener) {
        RequestRules.requireSense(request, endpoints);
        boolean fromStandardInput = RequestRules.isStandardInput(request.file());
        try (Source source = fromStandardInput ? Source.ofStandardInput(standardInput) : Source.ofFile(request.file());
                RecordSink sink = sinks.apply(request.topic())) {
            return run(request, listener, source, sink);
        } catch (ZipException | EOFException e) {
            throw new TidewaterException(
                    ErrorCode.USAGE,
                    "\"" + request.file() + "\" is not a whole gzip file: " + e.getMessage(),
                    "nothing was sent; get the file again",
                    e);
        } catch (IOException e) {
            throw new TidewaterException(
                    ErrorCode.RESOURCE,
                    "\"" + request.file() + "\" could not be read: " + e.getMessage(),
                    "nothing was sent; see that the file can be read and the disk has room",
                    e);
        }
    }

    private ProduceReport run(ProduceRequest request, ProduceListener listener, Source source, RecordSink sink)
            throws IOException {
        Transfer transfer = new Transfer(request, sink, registry, clock, nanoTime);
        transfer.meetTheWorld();
        try (Input input = Input.understand(request, source, new Progress(Phase.INFERRING, listener, nanoTime))) {
            if (input.replayable()) {
                transfer.check(input, new Progress(Phase.CHECKING, listener, nanoTime));
            }
            Pacer pacer = new Pacer(request.rate(), nanoTime, pause);
            return transfer.send(input, pacer, new Progress(Phase.SENDING, listener, nanoTime));
        } catch (InputFault e) {
            throw Faults.nothingSent(source.label(), e);
        }
    }
}
