package dev.inventory.device.internal.snmp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.snmp4j.smi.OID;

/** Where vendors keep what a device is, outside of ENTITY-MIB: a table by sysObjectID, read from a file. */
final class VendorIdentities {

    private static final String FILE = "vendor-identities.tsv";
    private static final String NONE = "-";
    private static final int COLUMNS = 5;

    /**
     * A place.
     *
     * @param prefix of sysObjectID
     * @param source the MIB
     */
    record Place(OID prefix, String source, Optional<OID> serial, Optional<OID> model, Optional<OID> firmware) {

        List<OID> oids() {
            List<OID> oids = new ArrayList<>();
            serial.ifPresent(oids::add);
            model.ifPresent(oids::add);
            firmware.ifPresent(oids::add);
            return oids;
        }
    }

    private final List<Place> places;

    VendorIdentities() {
        try (InputStream file = Objects.requireNonNull(VendorIdentities.class.getResourceAsStream(FILE), FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            places = lines.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(VendorIdentities::place)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Place place(String line) {
        String[] columns = line.split("\t");
        if (columns.length != COLUMNS) {
            throw new IllegalStateException(FILE + ": " + line);
        }
        return new Place(new OID(columns[0]), columns[1], oid(columns[2]), oid(columns[3]), oid(columns[4]));
    }

    private static Optional<OID> oid(String text) {
        return NONE.equals(text) ? Optional.empty() : Optional.of(new OID(text));
    }

    /** The places of the longest prefix, in the order in which they are to be asked. */
    List<Place> of(OID sysObjectId) {
        List<Place> matching = places.stream()
                .filter(place -> sysObjectId.startsWith(place.prefix))
                .toList();
        int longest = matching.stream()
                .map(place -> place.prefix.size())
                .max(Comparator.naturalOrder())
                .orElse(0);
        return matching.stream().filter(place -> place.prefix.size() == longest).toList();
    }

    List<Place> all() {
        return places;
    }
}
