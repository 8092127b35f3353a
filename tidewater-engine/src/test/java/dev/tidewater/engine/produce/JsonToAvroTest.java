package dev.tidewater.engine.produce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonToAvroTest {
    private static final String DECIMAL = "{'type':'bytes','logicalType':'decimal','precision':6,'scale':2}";
    private static final String FIXED_DECIMAL =
            "{'type':'fixed','name':'F','size':8,'logicalType':'decimal','precision':6,'scale':2}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'type':'long','logicalType':'timestamp-millis'}       | "2026-01-02T03:04:05.006Z"
                    {'type':'long','logicalType':'timestamp-micros'}       | "2026-01-02T03:04:05.006007Z"
                    {'type':'long','logicalType':'timestamp-nanos'}        | "2026-01-02T03:04:05.006007008Z"
                    {'type':'long','logicalType':'timestamp-millis'}       | "1969-12-31T23:59:59.999Z"
                    {'type':'long','logicalType':'local-timestamp-millis'} | "2026-01-02T03:04:05.006"
                    {'type':'long','logicalType':'local-timestamp-micros'} | "2026-01-02T03:04:05.006007"
                    {'type':'int','logicalType':'date'}                    | "2026-01-02"
                    {'type':'int','logicalType':'time-millis'}             | "03:04:05.006"
                    {'type':'long','logicalType':'time-micros'}            | "03:04:05.006007"
                    {'type':'string','logicalType':'uuid'}                 | "0b0cbd1c-6d4c-4f53-9a30-0e3e8f2f6a11"
                    {'type':'bytes','logicalType':'decimal','precision':6,'scale':2} | -1234.50
                    {'type':'fixed','name':'F','size':8,'logicalType':'decimal','precision':6,'scale':2} | -1.05
                    'bytes'                                                | "AP8="
                    {'type':'fixed','name':'G','size':2}                   | "AP8="
                    {'type':'enum','name':'E','symbols':['A','B']}         | "B"
                    ['null','string']                                      | null
                    ['null','string']                                      | "x"
                    ['null','long','string']                               | "x"
                    ['null','long','string']                               | 7
                    ['boolean',{'type':'array','items':'int'}]             | [1,2]
                    {'type':'map','values':['null','double']}              | {"a":1.5,"b":null}
                    {'type':'record','name':'P','fields':[{'name':'q','type':'int'}]} | {"q":1}
                    'float'                                                | 1.5
                    'boolean'                                              | true
                    """, quoteCharacter = '`')
    void comesBackAsItWent(String type, String json) throws JsonProcessingException {
        GenericRecord record = convert(type, "{\"v\":" + json + "}");

        assertThat(AvroToJson.object(record)).hasToString("{\"v\":" + json + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {'type':'long','logicalType':'timestamp-millis'} | 1000         | "1970-01-01T00:00:01Z"
                    {'type':'long','logicalType':'timestamp-millis'} | "1000"       | "1970-01-01T00:00:01Z"
                    {'type':'long','logicalType':'timestamp-millis'} | "2026-01-02" | "2026-01-02T00:00:00Z"
                    {'type':'long','logicalType':'timestamp-millis'} | "2026-01-02T01:00:00+01:00" | "2026-01-02T00:00:00Z"
                    {'type':'int','logicalType':'date'}              | 1            | "1970-01-02"
                    {'type':'bytes','logicalType':'decimal','precision':6,'scale':2} | "7.5" | 7.50
                    'long'                                           | 7.0          | 7
                    'double'                                         | 7            | 7.0
                    """, quoteCharacter = '`')
    void understandsOtherForms(String type, String json, String back) throws JsonProcessingException {
        GenericRecord record = convert(type, "{\"v\":" + json + "}");

        assertThat(AvroToJson.object(record)).hasToString("{\"v\":" + back + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    'int'     | 3000000000 | is 3000000000, the schema wants a whole number of 32 bits
                    'long'    | 1.5        | is 1.5, the schema wants a whole number of 64 bits
                    'long'    | "1"        | is a string, the schema wants a whole number of 64 bits
                    'string'  | 1          | is a number, the schema wants a string
                    'string'  | null       | is null, the schema wants a string
                    'boolean' | "true"     | is a string, the schema wants a boolean
                    'double'  | 1e400      | is 1E+400, too large for a double
                    'bytes'   | "?"        | is "?", the schema wants bytes as a Base64 string
                    {'type':'fixed','name':'G','size':3} | "AP8=" | has 2 bytes, the schema wants 3
                    {'type':'enum','name':'E','symbols':['A','B']} | "C" | is "C", the schema wants one of A, B
                    {'type':'int','logicalType':'date'} | "2026-02-30" | is "2026-02-30", the schema wants an ISO-8601 date
                    {'type':'long','logicalType':'timestamp-millis'} | "soon" | is "soon", the schema wants an ISO-8601 timestamp
                    {'type':'long','logicalType':'timestamp-millis'} | true | is a boolean, the schema wants an ISO-8601 timestamp or a whole number
                    {'type':'long','logicalType':'timestamp-millis'} | "2026-01-02T03:04:05.0067Z" | is "2026-01-02T03:04:05.0067Z", which timestamp-millis cannot hold: it is finer than millis
                    {'type':'string','logicalType':'uuid'} | "x" | is "x", the schema wants a UUID
                    {'type':'bytes','logicalType':'decimal','precision':6,'scale':2} | 1.005 | is 1.005, too fine for a decimal(6, 2)
                    {'type':'bytes','logicalType':'decimal','precision':6,'scale':2} | 10000 | is 10000, too large for a decimal(6, 2)
                    {'type':'bytes','logicalType':'decimal','precision':6,'scale':2} | "x" | is "x", the schema wants a decimal(6, 2)
                    ['null','long','boolean'] | "x" | is a string, which is none of long, boolean
                    {'type':'array','items':'int'} | {} | is an object, the schema wants an array
                    """, quoteCharacter = '`')
    void refusesWhatWouldLoseSomething(String type, String json, String message) {
        assertThatThrownBy(() -> convert(type, "{\"v\":" + json + "}"))
                .isInstanceOf(Misfit.class)
                .hasMessage("field \"v\" " + message);
    }

    @Test
    void namesThePathOfNestedFields() {
        String item = "{'type':'record','name':'Item','fields':[{'name':'price','type':" + DECIMAL + "}]}";
        String type = "{'type':'array','items':" + item + "}";

        assertThatThrownBy(() -> convert(type, "{\"v\":[{\"price\":1},{\"price\":\"dear\"}]}"))
                .hasMessage("field \"v.1.price\" is \"dear\", the schema wants a decimal(6, 2)");
        assertThatThrownBy(() -> convert(type, "{\"v\":[{}]}"))
                .hasMessage("field \"v.0.price\" is missing, and the schema gives it no default");
        assertThatThrownBy(() -> convert(type, "{\"v\":[{\"price\":1,\"colour\":2}]}"))
                .hasMessage("field \"v.0.colour\" is not in the schema of \"Item\"");
    }

    @Test
    void fillsMissingFieldsWithTheDefaultOrNull() throws JsonProcessingException {
        Schema schema = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":["
                        + "{\"name\":\"a\",\"type\":\"int\",\"default\":5},"
                        + "{\"name\":\"b\",\"type\":[\"null\",\"int\"]}]}");

        assertThat(new JsonToAvro(schema).convert((ObjectNode) Json.WHOLE.readTree("{}")))
                .hasToString("{\"a\": 5, \"b\": null}");
    }

    @Test
    void aFixedDecimalIsSignExtended() throws JsonProcessingException {
        assertThat(AvroToJson.object(convert(FIXED_DECIMAL, "{\"v\":-0.01}"))).hasToString("{\"v\":-0.01}");
    }

    /** Single quotes stand for double ones in the type. */
    private static GenericRecord convert(String type, String json) throws JsonProcessingException {
        Schema schema = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"v\",\"type\":"
                        + type.replace('\'', '"') + "}]}");
        return new JsonToAvro(schema).convert((ObjectNode) Json.WHOLE.readTree(json));
    }
}
