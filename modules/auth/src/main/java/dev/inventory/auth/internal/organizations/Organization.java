package dev.inventory.auth.internal.organizations;

import dev.inventory.platform.failure.Rejected;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An organization: the owner of devices and of what belongs to them. It knows the ids of everything above it, written
 * {@code /1/5/} from the root down, so that all below one organization are found by a single condition.
 */
@Entity
@Table(name = "organization")
public class Organization {

    static final int MAX_NAME = 200;

    /** Most levels of the tree. */
    static final int MAX_LEVELS = 20;

    private static final String ROOT = "/";

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    private String name;

    @Column(name = "name_lower")
    private String nameLower;

    @Column(name = "parent_id")
    private @Nullable Long parentId;

    private String ancestors;

    @Column(name = "contact_email")
    private @Nullable String contactEmail;

    @Version
    private long version;

    @Column(name = "created_at")
    private Instant createdAt;

    @Column(name = "updated_at")
    private Instant updatedAt;

    protected Organization() {}

    public Organization(String name, @Nullable Organization parent, @Nullable String contactEmail, Instant now) {
        this.name = name;
        this.nameLower = lower(name);
        this.parentId = parent == null ? null : parent.id;
        this.ancestors = below(parent);
        this.contactEmail = contactEmail;
        this.createdAt = now;
        this.updatedAt = now;
        checkLevels(this.ancestors);
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    @Nullable
    Long parentId() {
        return parentId;
    }

    @Nullable
    String contactEmail() {
        return contactEmail;
    }

    long version() {
        return version;
    }

    void change(String newName, @Nullable String newContactEmail, Instant now) {
        name = newName;
        nameLower = lower(newName);
        contactEmail = newContactEmail;
        updatedAt = now;
    }

    /**
     * Hangs the organization under another, or makes it a root.
     *
     * @throws Rejected if it would come to lie under itself, or too deep
     */
    void move(@Nullable Organization parent) {
        if (parent != null && (parent.id.equals(id) || parent.ancestors.contains(ROOT + id + ROOT))) {
            throw Rejected.field("parent", "An organization cannot be placed under itself.");
        }
        String moved = below(parent);
        checkLevels(moved);
        parentId = parent == null ? null : parent.id;
        ancestors = moved;
    }

    boolean isUnder(@Nullable Long otherParentId) {
        return Objects.equals(parentId, otherParentId);
    }

    /** What the {@link #ancestors} of everything below this organization start with. */
    String prefixOfDescendants() {
        return ancestors + id + ROOT;
    }

    OrganizationDetail detail() {
        return new OrganizationDetail(id, name, parentId, contactEmail, createdAt, updatedAt);
    }

    /** The fields that the audit log compares. */
    Map<String, @Nullable Object> audited() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("parent", parentId);
        fields.put("contact_email", contactEmail);
        return fields;
    }

    /** @throws Rejected if what has these ancestors would lie too deep */
    static void checkLevels(String ancestors) {
        if (ancestors.chars().filter(c -> c == '/').count() > MAX_LEVELS) {
            throw Rejected.field("parent", "Organizations nest at most " + MAX_LEVELS + " levels deep.");
        }
    }

    static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    private static String below(@Nullable Organization parent) {
        return parent == null ? ROOT : parent.prefixOfDescendants();
    }
}
