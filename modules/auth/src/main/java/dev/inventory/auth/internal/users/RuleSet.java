package dev.inventory.auth.internal.users;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one role lets the members of one group do. Nobody can change what they cannot see, nor add or delete what they
 * cannot change, so the stronger permission brings the weaker with it.
 */
@Entity
@Table(name = "rule_set")
public class RuleSet {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private Long id;

    @Column(name = "group_id")
    private long groupId;

    @Column(name = "role_name")
    private String role;

    @Column(name = "can_view")
    private boolean canView;

    @Column(name = "can_add")
    private boolean canAdd;

    @Column(name = "can_change")
    private boolean canChange;

    @Column(name = "can_delete")
    private boolean canDelete;

    @Version
    private long version;

    protected RuleSet() {}

    /** A closed rule set. */
    RuleSet(long groupId, String role) {
        this.groupId = groupId;
        this.role = role;
    }

    long id() {
        return id;
    }

    RuleSetInput granted() {
        return new RuleSetInput(canView, canAdd, canChange, canDelete);
    }

    long version() {
        return version;
    }

    /** Sets the permissions, with those that they imply. */
    void grant(boolean view, boolean add, boolean change, boolean delete) {
        canAdd = add;
        canDelete = delete;
        canChange = change || add || delete;
        canView = view || canChange;
    }

    RuleSetDetail detail() {
        return new RuleSetDetail(id, role, groupId, canView, canAdd, canChange, canDelete);
    }

    Map<String, @Nullable Object> audited() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", role);
        fields.put("group", groupId);
        fields.put("can_view", canView);
        fields.put("can_add", canAdd);
        fields.put("can_change", canChange);
        fields.put("can_delete", canDelete);
        return fields;
    }
}
