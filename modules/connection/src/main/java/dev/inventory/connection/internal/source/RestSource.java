package dev.inventory.connection.internal.source;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.inventory.connection.internal.source.SourceSettings.Pagination;
import dev.inventory.platform.imports.Fingerprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Records behind an HTTP API, page after page. What fails in passing is tried again; a page that stays broken is skipped
 * where the next one can be asked for without it.
 */
final class RestSource implements Source {

    /** So many broken pages in a row are no accident. */
    private static final int MOST_BROKEN_PAGES = 3;

    private static final int MOST_COLUMNS = 1000;

    private final SourceSettings settings;
    private final HttpFetch http;
    private final Limits limits;
    private final Pause pause;

    private long number;
    private boolean enough;

    // The hashes of a page's first record, and of the one before it where a page that begins alike would be the same
    // again.
    private int firstOfPage;
    private OptionalInt firstBefore = OptionalInt.empty();
    private boolean repeated;

    RestSource(SourceSettings settings, HttpFetch http, Limits limits, Pause pause) {
        this.settings = settings;
        this.http = http;
        this.limits = limits;
        this.pause = pause;
    }

    /**
     * What a page came to.
     *
     * @param beside the link or the cursor of the next one; empty if there is none
     * @param sum of the records, to know a page that comes again
     */
    private record PageEnd(int records, Optional<String> beside, long sum) {}

    @Override
    public boolean read(Reading reading) throws SourceFailure {
        Pagination pagination = settings.shape().pagination();
        boolean countable = List.of("offset", "page").contains(pagination.type());
        Set<Long> visited = new HashSet<>();
        boolean whole = true;
        int broken = 0;
        int served = 0;
        long lastSum = 0;
        URI at = page(0, "");
        for (int page = 0; ; page++) {
            if (page == limits.pages()) {
                throw SourceFailure.lasting(Stage.READ, "The source has more than " + limits.pages() + " pages");
            }
            if (!visited.add(Fingerprint.of(at.toString()))) {
                throw SourceFailure.lasting(Stage.READ, "The source leads back to a page that was read before");
            }
            long before = number;
            PageEnd end;
            try {
                end = page(at, reading);
                broken = 0;
            } catch (SourceFailure failure) {
                if (page > 0 && countable && failure.isMissing()) {
                    return whole; // so do some answer who is asked for what comes after the last page
                }
                broken++;
                if (page == 0 || failure.stage() != Stage.READ) {
                    throw failure;
                }
                reading.broken("page " + (page + 1), failure.sentence());
                if (!countable || broken == MOST_BROKEN_PAGES) {
                    throw failure;
                }
                whole = false;
                number = before + served;
                at = page(page + 1, "");
                continue;
            }
            if (repeated) {
                return whole;
            }
            if (enough) {
                return false;
            }
            served = page == 0 ? end.records() : served;
            // Less than was asked for: that is all, or as much as the source ever gives at once.
            boolean capped = page == 0 && end.records() < pagination.size();
            firstBefore = countable && capped ? OptionalInt.of(firstOfPage) : OptionalInt.empty();
            Optional<URI> next = next(pagination, page, end, at, served, lastSum);
            if (next.isEmpty()) {
                return whole;
            }
            lastSum = end.sum();
            at = next.get();
        }
    }

    @Override
    public void close() {
        http.close();
    }

    /** @param served records of the first page, which is as much as the source gives at once */
    private Optional<URI> next(Pagination pagination, int page, PageEnd end, URI at, int served, long lastSum)
            throws SourceFailure {
        switch (pagination.type()) {
            case "next" -> {
                return end.beside().isEmpty()
                        ? Optional.empty()
                        : Optional.of(HttpFetch.sameHost(at, end.beside().get()));
            }
            case "cursor" -> {
                return end.beside().filter(cursor -> !cursor.isEmpty()).map(cursor -> page(page + 1, cursor));
            }
            case "offset", "page" -> {
                if (end.records() == 0 || end.records() < served) {
                    return Optional.empty();
                }
                if (page > 0 && end.sum() == lastSum) {
                    throw SourceFailure.lasting(
                            Stage.READ,
                            "The source answers the same page again: it does not know the parameter '"
                                    + pagination.parameter() + "'");
                }
                return Optional.of(page(page + 1, ""));
            }
            default -> {
                return Optional.empty();
            }
        }
    }

    /** The address of a page; after the first, links are followed instead where there are links. */
    private URI page(int page, String cursor) {
        Pagination pagination = settings.shape().pagination();
        Map<String, String> parameters = new LinkedHashMap<>(settings.shape().parameters());
        boolean paged = !"none".equals(pagination.type());
        if (paged && !pagination.sizeParameter().isEmpty()) {
            parameters.put(pagination.sizeParameter(), Integer.toString(pagination.size()));
        }
        switch (pagination.type()) {
            case "offset" -> parameters.put(pagination.parameter(), Long.toString(number));
            case "page" -> parameters.put(pagination.parameter(), Integer.toString(pagination.firstPage() + page));
            case "cursor" -> {
                if (!cursor.isEmpty()) {
                    parameters.put(pagination.parameter(), cursor);
                }
            }
            default -> {
                // one page, or links
            }
        }
        return withParameters(settings.endpointUrl(), parameters);
    }

    private static URI withParameters(String url, Map<String, String> parameters) {
        StringBuilder text = new StringBuilder(url);
        char separator = url.indexOf('?') < 0 ? '?' : '&';
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            text.append(separator)
                    .append(encode(parameter.getKey()))
                    .append('=')
                    .append(encode(parameter.getValue()));
            separator = '&';
        }
        return URI.create(text.toString());
    }

    private static String encode(String text) {
        return java.net.URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Reads a page, again and again if it fails in passing; records that were handed over are not handed over again. */
    private PageEnd page(URI uri, Reading reading) throws SourceFailure {
        long before = number;
        long done = before;
        for (int attempt = 0; ; attempt++) {
            number = before;
            try {
                long skip = done;
                return http.get(uri, body -> read(body, reading, skip));
            } catch (SourceFailure failure) {
                done = Math.max(done, number);
                if (!failure.isPassing() || attempt >= settings.retries()) {
                    throw failure;
                }
                sleep(attempt, failure);
            }
        }
    }

    private void sleep(int attempt, SourceFailure failure) throws SourceFailure {
        try {
            pause.sleep(Pause.after(attempt, failure.retryAfter()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SourceFailure.lasting(Stage.READ, "The server stops");
        }
    }

    private PageEnd read(InputStream body, Reading reading, long skip) throws IOException, SourceFailure {
        return "csv".equals(settings.shape().format()) ? csv(body, reading, skip) : json(body, reading, skip);
    }

    private PageEnd json(InputStream body, Reading reading, long skip) throws IOException, SourceFailure {
        long first = number;
        String beside = settings.shape().pagination().pointer();
        long[] sum = new long[1];
        JsonPage page = new JsonPage(settings.shape().records(), List.of(beside), element -> {
            if (number == first && isRepeated(element.hashCode())) {
                return false;
            }
            sum[0] = sum[0] * 31 + element.hashCode();
            return element(element, reading, skip);
        });
        page.read(body);
        enough = page.hadEnough();
        return new PageEnd((int) (number - first), page.found(beside), sum[0]);
    }

    private boolean element(JsonNode element, Reading reading, long skip) throws SourceFailure {
        number++;
        if (number <= skip) {
            return true;
        }
        if (!element.isObject()) {
            reading.broken("#" + number, "The record is no object");
            return true;
        }
        return reading.record(new JsonRecord(element), number);
    }

    private PageEnd csv(InputStream body, Reading reading, long skip) throws IOException, SourceFailure {
        long first = number;
        long sum = 0;
        Map<String, Integer> columns = new HashMap<>();
        int width = 0;
        try (CsvReader<CsvRecord> rows = CsvReader.builder()
                .maxBufferSize(JsonPage.MAX_TEXT)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            for (CsvRecord row : rows) {
                if (columns.isEmpty()) {
                    header(row, columns);
                    width = row.getFieldCount();
                    continue;
                }
                if (number == first && isRepeated(row.getFields().hashCode())) {
                    break;
                }
                number++;
                sum = sum * 31 + row.getFields().hashCode();
                if (number > skip && !row(row, columns, width, reading)) {
                    enough = true;
                    break;
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (CsvParseException e) {
            throw SourceFailure.lasting(Stage.READ, "The answer is no sound CSV");
        }
        return new PageEnd((int) (number - first), Optional.empty(), sum);
    }

    /** Who is asked for more than there is may answer the last page again. */
    private boolean isRepeated(int firstRecord) {
        firstOfPage = firstRecord;
        repeated = firstBefore.isPresent() && firstBefore.getAsInt() == firstRecord;
        return repeated;
    }

    private static void header(CsvRecord row, Map<String, Integer> columns) throws SourceFailure {
        if (row.getFieldCount() > MOST_COLUMNS) {
            throw SourceFailure.lasting(Stage.READ, "The answer has more than " + MOST_COLUMNS + " columns");
        }
        for (int i = 0; i < row.getFieldCount(); i++) {
            String name = row.getField(i).strip().replace("\uFEFF", "");
            columns.putIfAbsent(name, i);
            columns.putIfAbsent(name.toLowerCase(Locale.ROOT), i);
        }
    }

    private boolean row(CsvRecord row, Map<String, Integer> columns, int width, Reading reading) throws SourceFailure {
        if (row.getFieldCount() > width) {
            reading.broken("#" + number, "The row has more fields than there are columns");
            return true;
        }
        @Nullable
        Object[] values = row.getFields().stream()
                .map(value -> value.isEmpty() ? null : value)
                .toArray();
        return reading.record(new RowRecord(columns, values), number);
    }
}
