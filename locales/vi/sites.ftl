### The places people come to.

sites-nav = Cơ sở
sites-title = Mọi người đến với chúng ta ở đâu?
sites-intro = Cơ sở là một nơi mọi người đến. Danh sách người có ghi cơ sở, và có thể đọc kết quả theo cơ sở.
sites-list = Các cơ sở
sites-empty = Chưa có cơ sở nào. Hãy thêm cơ sở đầu tiên ở đây.
sites-name = Tên cơ sở
sites-name-hint = Như mọi người vẫn gọi, ví dụ “Phòng khám phía Đông”.
sites-add-title = Thêm một cơ sở
sites-add = Thêm cơ sở
sites-rename = Đổi tên
sites-new-name = Tên mới
sites-save = Lưu tên
sites-done-added = Đã thêm cơ sở.
sites-done-renamed = Cơ sở đã có tên mới.
sites-done-removed = Đã bỏ cơ sở.
sites-fault-empty = Vui lòng đặt tên cho cơ sở.
sites-fault-long = Tên này quá dài. Tối đa 80 ký tự.
sites-fault-taken = Một cơ sở khác đã có tên này.
sites-fault-changed = Có người vừa thay đổi cơ sở này. Vui lòng xem lại.
sites-fault-in-use = Đã có người thuộc cơ sở này nên không thể bỏ.
