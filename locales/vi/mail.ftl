### Mail to staff: invitations and new passwords.

mail-invitation-subject = Tài khoản của quý vị tại { $center }
mail-invitation = { $center } mời quý vị vào các trang dành cho nhân viên. Vai trò của quý vị: { $role }. Để bắt đầu, xin chọn một mật khẩu.
mail-invitation-action = Chọn mật khẩu
mail-invitation-until = Liên kết này chỉ dùng được một lần, trong { $count } ngày. Sau đó, xin hỏi người đã mời quý vị để nhận liên kết mới.
mail-not-expected = Nếu quý vị không chờ thư này, quý vị có thể bỏ qua.
mail-reset-subject = Mật khẩu mới cho { $center }
mail-reset = Có người xin mật khẩu mới cho tài khoản của quý vị tại { $center }.
mail-reset-action = Chọn mật khẩu mới
mail-reset-until = Liên kết này chỉ dùng được một lần, trong { $count } phút.
mail-reset-ignored = Nếu không phải quý vị, quý vị có thể bỏ qua thư này. Mật khẩu của quý vị vẫn giữ nguyên.
mail-changed-subject = Mật khẩu của quý vị tại { $center } đã được đổi
mail-changed = Mật khẩu tài khoản của quý vị tại { $center } vừa được đổi. Quý vị đã được đăng xuất ở mọi nơi.
mail-factor-subject = Cách quý vị đăng nhập tại { $center } đã được đổi
mail-factor = Bước thứ hai để đăng nhập vào tài khoản của quý vị tại { $center }, hoặc các mã khôi phục, vừa được đổi.
mail-changed-action = Đăng nhập
mail-changed-not-you = Nếu không phải quý vị, xin báo ngay cho một quản trị viên.
mail-link-instead = Nếu nút không hoạt động, xin mở địa chỉ này:
mail-footer = Thư này do một chương trình gửi. Không có ai đọc thư trả lời.
