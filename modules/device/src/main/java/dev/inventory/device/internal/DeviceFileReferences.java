package dev.inventory.device.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.inventory.device.internal.file.FileRow;
import dev.inventory.platform.access.Organizations;
import dev.inventory.platform.failure.Rejected;
import dev.inventory.platform.json.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The types and organizations that rows of a file name, read by a few queries for many rows. */
final class DeviceFileReferences {

    private static final String TYPE = "type";
    private static final String ORGANIZATION = "organization";

    /** What exports show of types and organizations that tells none from another. */
    private static final Set<String> UNSAID = Set.of("model", "manufacturer", "contact_email");

    private final Map<Long, DeviceType> types = new HashMap<>();
    private final Map<String, Long> slugs = new HashMap<>();

    /** Several types may share a name: then the eldest is meant. */
    private final Map<String, Long> typeNames = new HashMap<>();

    private final Map<String, Organizations.Organization> organizationNames;
    private final Set<Long> organizations;

    DeviceFileReferences(Collection<DeviceType> types, Organizations organizations, List<FileRow> rows) {
        types.forEach(type -> {
            this.types.put(type.id(), type);
            typeNames.putIfAbsent(key(type.fields().name()), type.id());
        });
        types.forEach(type -> slugs.put(key(type.fields().slug()), type.id()));
        Set<String> names = new HashSet<>();
        Set<Long> ids = new HashSet<>();
        for (FileRow row : rows) {
            JsonNode given = row.fields().path(ORGANIZATION);
            name(given, "name").ifPresentOrElse(names::add, () -> id(given).ifPresent(ids::add));
        }
        this.organizationNames = names.isEmpty() ? Map.of() : organizations.byNames(names);
        this.organizations = new HashSet<>(organizations.byIds(ids).keySet());
        organizationNames.values().forEach(each -> this.organizations.add(each.id()));
    }

    /**
     * The row's fields, with the organization's id in the place of its name. One of which an export shows only what says
     * nothing about which it is, is not said.
     *
     * @throws Rejected for a name that no organization has
     */
    ObjectNode resolved(FileRow row) {
        ObjectNode fields = row.fields().deepCopy();
        name(fields.path(ORGANIZATION), "name").ifPresent(name -> {
            Organizations.Organization found = organizationNames.get(key(name));
            if (found == null) {
                throw Rejected.field(ORGANIZATION, "There is no organization '" + name + "'.");
            }
            fields.put(ORGANIZATION, found.id());
        });
        dropUnsaid(fields, ORGANIZATION);
        return fields;
    }

    /**
     * Puts the type's id in the place of its slug or name. A name that several types share means the device's own, if it
     * has one of them.
     *
     * @throws Rejected for a name that no type has
     */
    void resolveType(ObjectNode fields, Optional<DeviceType> own) {
        JsonNode given = fields.path(TYPE);
        name(given, "slug", "name").ifPresent(name -> {
            boolean named = given.isObject() ? !given.path("slug").isTextual() : !slugs.containsKey(key(name));
            Optional<Long> kept = own.filter(
                            type -> named && key(type.fields().name()).equals(key(name)))
                    .map(DeviceType::id);
            Optional<Long> id = kept.or(() -> Optional.ofNullable(named ? typeNames.get(key(name)) : null))
                    .or(() -> Optional.ofNullable(slugs.get(key(name))));
            fields.put(TYPE, id.orElseThrow(() -> noType(name)));
        });
        dropUnsaid(fields, TYPE);
    }

    /** A parent is a number: a text is the name or the serial number of a device, of which several may have it. */
    static void refuseNamedParent(ObjectNode fields) {
        JsonNode parent = fields.path("parent");
        if (parent.isTextual()) {
            throw Rejected.field(
                    "parent",
                    "There is no device with the id '" + parent.textValue().strip()
                            + "': a parent is named by its id, a whole number.");
        }
    }

    private Rejected noType(String name) {
        Set<String> known = new TreeSet<>(slugs.keySet());
        known.addAll(typeNames.keySet());
        String hint = Nearest.to(key(name), known)
                .map(near -> " Did you mean '" + near + "'?")
                .orElse("");
        return Rejected.field(TYPE, "There is no device type '" + name + "'." + hint);
    }

    /** A name in the place of an id, or in an object that has none. */
    private static Optional<String> name(JsonNode given, String... fields) {
        if (given.isTextual()) {
            return Optional.of(given.textValue().strip());
        }
        if (!given.isObject() || given.has("id")) {
            return Optional.empty();
        }
        return Arrays.stream(fields)
                .map(given::path)
                .filter(JsonNode::isTextual)
                .map(name -> name.textValue().strip())
                .findFirst();
    }

    private static void dropUnsaid(ObjectNode fields, String name) {
        JsonNode given = fields.path(name);
        if (given.isObject() && !given.isEmpty() && UNSAID.containsAll(names(given))) {
            fields.remove(name);
        }
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The id under a name, be it nested. */
    static Optional<Long> organization(ObjectNode resolved) {
        return id(resolved.path(ORGANIZATION));
    }

    Optional<DeviceType> type(long id) {
        return Optional.ofNullable(types.get(id));
    }

    boolean hasOrganization(long id) {
        return organizations.contains(id);
    }

    private static Optional<Long> id(JsonNode given) {
        JsonNode id = given.isObject() ? given.path("id") : given;
        return id.isIntegralNumber() && id.canConvertToLong() ? Optional.of(id.longValue()) : Optional.empty();
    }

    private static String key(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
